import Archive
import Schedules
import Intake
import Messages
import Model
import Reports
import Settings

/// Reads every file the program would read, so that a mistake is found by day and not at night.
package struct ConfigurationJob: Sendable {
  private let invocation: Invocation

  /// A job of an invocation, which has read `tutanak.yaml` already.
  package init(_ invocation: Invocation) {
    self.invocation = invocation
  }

  /// Checks reports, schedules, templates, the files of the rules and the systems of all sources; connects nowhere.
  ///
  /// An archive that is not there, or not writable, is told as a run would tell it.
  package func check() async throws -> RunResult {
    let catalogue = Catalogue(invocation)
    let home = invocation.home
    let definitions = try home.names("reports").map { try catalogue.definition($0) }
    let schedules = try home.names("schedules").map { try catalogue.schedule($0) }
    for schedule in schedules {
      _ = try catalogue.definitions(schedule)
      _ = try catalogue.databases(of: schedule)
    }
    _ = try catalogue.template()
    _ = try Archive(invocation.configuration.archive)
    try await invocation.configuration.audit.personsAnnex?.check(
      asOf: invocation.asOf.microseconds / microsecondsPerSecond)
    try await checkRecipients(reports: definitions.map(\.code), schedules: schedules)
    _ = try RuleFiles(invocation.configuration.rules, home: home)
    for source in invocation.configuration.sources {
      for report in source.reports ?? [] where !definitions.contains(where: { $0.code == report.code }) {
        throw report.node.error(Catalogue.unknownReport(report.code, among: definitions.map(\.code)))
      }
      let named = source.reports?.map(\.code) ?? []
      let scheduled = try schedules.filter { try catalogue.sources(of: $0).contains { $0.name == source.name } }
        .flatMap { source.reports(of: $0) }
      if let history = source.backupHistory { _ = try catalogue.backupHistory(source, history) }
      for rule in source.retention?.rules ?? [] {
        try rule.disposal?.check()
        try rule.disposal?.check(invocation.configuration.audit)
      }
      let supply = SourceSupply(source, try catalogue.system(source))
      for definition in definitions {
        guard let unsupplied = supply.unsupplied(of: definition) else { continue }
        // A schedule issues what a source has rows for; what is named for the source, and every section, must be possible.
        // That a source says nothing of retention is no mistake.
        if supply.lacksRules(definition), !named.contains(definition.code) { continue }
        let isLeftOut = supply.lacksSubject(of: definition) && !named.contains(definition.code)
        if scheduled.contains(definition.code), !isLeftOut { throw unsupplied }
        invocation.warn(unsupplied.message)
      }
    }
    var result = RunResult()
    result.remarks += definitions.filter { catalogue.lacksKey(for: $0) }.map(remarkOnMissingKey)
    result.remarks.append(
      Message(
        tr: "\(invocation.configuration.file): yapılandırma kullanılabilir.",
        en: "\(invocation.configuration.file): the configuration is usable."))
    return result
  }

  private func remarkOnMissingKey(_ definition: ReportDefinition) -> Message {
    let level = invocation.configuration.mask.rawValue
    return Message(
      tr: "\(definition.code) için öngörülen düzey M2’dir; mask_key olmadığından \(level) düzeyinde düzenlenir "
        + "ve bunu yazar.",
      en: "\(definition.code) is meant for level M2; without a mask_key it is issued at \(level), and says so.")
  }

  /// What recipients name is there, and so are their files.
  private func checkRecipients(reports: [String], schedules: [Schedule]) async throws {
    let names = schedules.map(\.name)
    for recipient in invocation.configuration.delivery?.recipients ?? [] {
      for node in recipient.selectionNodes.reports {
        let code = try node.string()
        if !reports.contains(code) { throw node.error(Catalogue.unknownReport(code, among: reports)) }
      }
      for node in recipient.selectionNodes.schedules {
        let name = try node.string()
        if let schedule = schedules.first(where: { $0.name == name }) {
          if schedule.recipients?.contains(where: { $0.name == recipient.name }) ?? true { continue }
          throw node.error(
            Message(
              tr:
                "schedules/\(name).yaml içindeki “recipients” bu alıcıyı saymıyor; oraya ekleyin ya da buradan çıkarın.",
              en: "the “recipients” of schedules/\(name).yaml leave this one out; add it there, or take this line out.")
          )
        }
        let message = Message(tr: "“\(name)” adında bir zamanlama yok.", en: "there is no schedule “\(name)”.")
        throw node.error(Suggestion.question(for: name, among: names).map { message + $0 } ?? message)
      }
      try await recipient.check(asOf: invocation.asOf)
    }
  }
}
