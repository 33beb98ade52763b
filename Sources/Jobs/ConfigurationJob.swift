import Schedules
import Intake
import Messages
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
  package func check() throws -> RunResult {
    let catalogue = Catalogue(invocation)
    let home = invocation.home
    let definitions = try home.names("reports").map { try catalogue.definition($0) }
    var scheduled: Set<String> = []
    for name in home.names("schedules") {
      scheduled.formUnion(try catalogue.definitions(try catalogue.schedule(name)).map(\.code))
    }
    _ = try catalogue.template()
    _ = try RuleFiles(invocation.configuration.rules, home: home)
    for source in invocation.configuration.sources {
      let supply = SourceSupply(source, try SourceSystem(folder: catalogue.systemFolder(source)))
      for definition in definitions {
        guard let unsupplied = supply.unsupplied(of: definition) else { continue }
        // A schedule has its reports issued for every source; others are asked for by hand, for one that has the rows.
        if scheduled.contains(definition.code) { throw unsupplied }
        invocation.warn(unsupplied.message)
      }
    }
    var result = RunResult()
    result.remarks.append(
      Message(
        tr: "\(invocation.configuration.file): yapılandırma kullanılabilir.",
        en: "\(invocation.configuration.file): the configuration is usable."))
    return result
  }
}
