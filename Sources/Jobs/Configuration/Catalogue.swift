import Files
import Intake
import Messages
import Model
import Reports
import Schedules
import Settings

/// Finds what the configuration names: sources, and the reports, schedules, systems and templates of the home.
struct Catalogue: Sendable {
  let configuration: Configuration
  let home: Home

  init(_ invocation: Invocation) {
    configuration = invocation.configuration
    home = invocation.home
  }

  /// What a configuration names in a home.
  init(_ configuration: Configuration, home: Home) {
    self.configuration = configuration
    self.home = home
  }

  /// A schedule by its name.
  func schedule(_ name: String) throws -> Schedule {
    let file = try file("schedules", name)
    let schedule = try Schedule(name: name, try SettingsNode(file: file))
    _ = try zone(of: schedule)
    try checkRecipients(of: schedule)
    return schedule
  }

  /// Refuses recipients of a schedule that nobody is, or that want nothing of it.
  private func checkRecipients(of schedule: Schedule) throws {
    let known = configuration.delivery?.recipients ?? []
    for (name, node) in schedule.recipients ?? [] {
      guard let recipient = known.first(where: { $0.name == name }) else {
        let message = Message(
          tr: "“\(name)” adında bir alıcı yok (\(configuration.file), delivery).",
          en: "there is no recipient “\(name)” (\(configuration.file), delivery).")
        throw node.error(Suggestion.question(for: name, among: known.map(\.name)).map { message + $0 } ?? message)
      }
      guard recipient.selection.schedules?.contains(schedule.name) ?? true else {
        throw node.error(
          Message(
            tr: "“\(name)” bu zamanlamanın belgelerini almıyor: kendi “schedules” listesinde “\(schedule.name)” yok.",
            en: "“\(name)” takes nothing of this schedule: its own “schedules” lacks “\(schedule.name)”."))
      }
      if let list = disjointList(of: recipient.selection, schedule) {
        throw node.error(
          Message(
            tr: "“\(name)” bu zamanlamanın belgelerini almıyor: kendi “\(list)” listesi zamanlamanınkiyle örtüşmüyor.",
            en: "“\(name)” takes nothing of this schedule: its own “\(list)” has none of the schedule's."))
      }
    }
  }

  /// The list of a recipient that holds nothing of what the schedule has.
  private func disjointList(of selection: DeliverySelection, _ schedule: Schedule) -> String? {
    let sources = schedule.sources?.map(\.name) ?? configuration.sources.map(\.name)
    func lacks(_ chosen: [String]?, _ owned: [String]) -> Bool {
      chosen.map { chosen in !owned.isEmpty && !owned.contains { chosen.contains($0) } } ?? false
    }
    if lacks(selection.reports, schedule.reports) { return "reports" }
    return lacks(selection.sources, sources) ? "sources" : nil
  }

  /// The zone that a schedule's `when` is meant in: its own, or the configuration's.
  func zone(of schedule: Schedule) throws -> Zone {
    guard let node = schedule.zone else { return configuration.zone }
    return try Zones.load(node, default: configuration.zone.name)
  }

  /// A report by its code.
  func definition(_ code: String) throws -> ReportDefinition {
    let file = try file("reports", code)
    let definition = try ReportDefinition(try SettingsNode(file: file), named: code)
    try definition.checkOverAllSources()
    return definition
  }

  /// The reports of a schedule.
  func definitions(_ schedule: Schedule) throws -> [ReportDefinition] {
    try schedule.reports.map { try definition($0, of: schedule) }
  }

  /// A report by its code; where a schedule names one that is not there, the complaint is about the schedule's line.
  func definition(_ code: String, of schedule: Schedule?) throws -> ReportDefinition {
    if let schedule, let place = schedule.reports.firstIndex(of: code) {
      do throws(Failure) { _ = try file("reports", code) } catch {
        throw schedule.reportNodes[place].error(error.message)
      }
    }
    let definition = try definition(code)
    if definition.answersQuestion || definition.recordsDisposal, let schedule,
      let place = schedule.reports.firstIndex(of: code)
    {
      throw schedule.reportNodes[place].error(Self.onlyAsked(code))
    }
    return definition
  }

  /// What is said of a report that answers a question where nobody asks one.
  static func onlyAsked(_ code: String) -> Message {
    if code == DisposalReport.code {
      return Message(
        tr: "\(code) bir imhanın tutanağıdır ve zamanlanmaz; “tutanak disposal run” düzenler.",
        en: "\(code) records a disposal and belongs to no schedule; “tutanak disposal run” issues it.")
    }
    let kind = Question.Kind.allCases.first { $0.code == code }?.rawValue ?? "…"
    return Message(
      tr: "\(code) bir soruyu yanıtlar ve zamanlanmaz; “tutanak audit \(kind)” ile sorun.",
      en: "\(code) answers a question and belongs to no schedule; ask with “tutanak audit \(kind)”.")
  }

  /// The look of the configuration.
  func template() throws -> Template {
    let folder = home.path("templates", configuration.look)
    if let complaint = home.complaint("templates", configuration.look) {
      throw configuration.lookNode?.error(complaint) ?? SettingsError(file: folder, problem: complaint)
    }
    guard Folder.exists(folder) else {
      let unknown = Message(
        tr: "“\(configuration.look)” adında bir görünüm yok (\(home.path)/templates).",
        en: "there is no look “\(configuration.look)” (\(home.path)/templates).")
      let known = (try? Folder.entries(home.path + "/templates")) ?? []
      let problem = Suggestion.question(for: configuration.look, among: known).map { unknown + $0 } ?? unknown
      throw configuration.lookNode?.error(problem) ?? SettingsError(file: folder, problem: problem)
    }
    return try Template(folder: folder, words: home.words)
  }

  /// The files the rules look into; empty when none of the reports needs rules.
  func ruleFiles(for definitions: [ReportDefinition]) throws -> RuleFiles {
    let hasRules = definitions.contains { !$0.inputs.isDisjoint(with: [.findings, .accesses]) }
    return try hasRules ? RuleFiles(configuration.rules, home: home) : RuleFiles()
  }

  /// The sources of a schedule, in the order of the configuration.
  func sources(of schedule: Schedule) throws -> [SourceSettings] {
    guard let named = schedule.sources else { return configuration.sources }
    let known = configuration.sources.map(\.name)
    for (name, node) in named where !known.contains(name) { throw node.error(Self.unknownSource(name, among: known)) }
    return configuration.sources.filter { source in named.contains { $0.name == source.name } }
  }

  private static func unknownSource(_ name: String, among known: [String]) -> Message {
    let message = Message(tr: "“\(name)” adında bir kaynak yok.", en: "There is no source “\(name)”.")
    return Suggestion.question(for: name, among: known).map { message + $0 } ?? message
  }

  /// Refuses a name that no source has.
  func requireKnown(_ name: String) throws {
    let known = configuration.sources.map(\.name)
    guard known.contains(name) else { throw Failure(.wrongUsage, Self.unknownSource(name, among: known)) }
  }

  /// A source by its name, or the only one.
  func source(_ name: String?) throws -> SourceSettings {
    let sources = configuration.sources
    guard let name else {
      if sources.count == 1, let only = sources.first { return only }
      let names = sources.map(\.name).joined(separator: ", ")
      throw Failure(
        .wrongUsage,
        Message(
          tr: "Birden çok kaynak var; --source ile seçin: \(names).",
          en: "There are several sources; choose one with --source: \(names)."))
    }
    guard let source = sources.first(where: { $0.name == name }) else {
      throw Failure(.wrongUsage, Self.unknownSource(name, among: sources.map(\.name)))
    }
    return source
  }

  /// A source's system, with what its SELECTs are given; a parameter that none of them uses is misspelt.
  ///
  /// What it says of rules is read as well, so that a mistake is found before anything else is done.
  func system(_ source: SourceSettings) throws -> SourceSystem {
    let values = Dictionary(source.parameters.map { ($0.name, $0.value) }) { $1 }
    let system = try SourceSystem(
      folder: systemFolder(source), parameters: values, readsHistory: source.isCaptured)
    _ = try SystemRules.read(system.rules)
    try source.accessMatrix?.check(against: system)
    let used = system.queries.values.reduce(into: Set<String>()) { $0.formUnion($1.placeholders) }
    for parameter in source.parameters where !used.contains(parameter.name) {
      let message = Message(
        tr: "hiçbir SELECT :'\(parameter.name)' kullanmıyor (\(system.folder)).",
        en: "no SELECT uses :'\(parameter.name)' (\(system.folder)).")
      let question = Suggestion.question(
        for: parameter.name, among: used.subtracting(SourceSystem.windowNames).sorted())
      throw parameter.node.error(question.map { message + $0 } ?? message)
    }
    if let live = source.liveNode, system.live == nil || system.queries[.sessions] == nil {
      throw live.error(
        Message(
          tr: "sistemin canlı oturumları nasıl tuttuğu yazılmamış: \(system.folder)/system.yaml dosyasına “live: "
            + "{ keys: …, user: … }” ekleyin; sessions.sql de gerekir.",
          en: "how the system holds live sessions is not said: add “live: { keys: …, user: … }” to "
            + "\(system.folder)/system.yaml; sessions.sql is needed, too."))
    }
    return system
  }

  /// The INSERT with which a source's application is told of backups: its own, or that of its system.
  func backupHistory(_ source: SourceSettings, _ settings: BackupHistorySettings) throws -> BackupHistoryInsert {
    if let file = settings.file { return try BackupHistoryInsert(path: file) }
    let folder = try systemFolder(source)
    let path = folder + "/" + BackupHistoryInsert.fileName
    guard InputFile.exists(path) else {
      throw settings.node.error(
        Message(
          tr: "sistemin backup_history.sql dosyası yok (\(folder)); “backup_history: { sql: <dosya> }” yazın.",
          en: "the system has no backup_history.sql (\(folder)); say “backup_history: { sql: <file> }”."))
    }
    return try BackupHistoryInsert(path: path)
  }

  /// The folder of a source's system: the one that is named, or one of the home's.
  private func systemFolder(_ source: SourceSettings) throws -> String {
    if source.system.utf8.contains(UInt8(ascii: "/")) { return source.system }
    if let complaint = home.complaint("systems", source.system) { throw source.systemNode.error(complaint) }
    let folder = home.path("systems", source.system)
    guard Folder.exists(folder) else {
      let known = (try? Folder.entries(home.path + "/systems")) ?? []
      let unknown = Message(
        tr: "“\(source.system)” adında bir sistem yok (\(home.path)/systems).",
        en: "there is no system “\(source.system)” (\(home.path)/systems).")
      let question = Suggestion.question(for: source.system, among: known)
      throw source.systemNode.error(question.map { unknown + $0 } ?? unknown)
    }
    return folder
  }

  /// The YAML file with a name in one of the home's folders.
  private func file(_ kind: String, _ name: String) throws(Failure) -> String {
    if let complaint = home.complaint(kind, name) { throw Failure(.wrongUsage, complaint) }
    let file = home.path(kind, name + ".yaml")
    guard InputFile.exists(file) else { throw unknown(kind, name) }
    return file
  }

  /// What is said of a report's code that no file has.
  static func unknownReport(_ code: String, among known: [String]) -> Message {
    let message = Message(tr: "“\(code)” adında bir rapor yok.", en: "there is no report “\(code)”.")
    return Suggestion.question(for: code, among: known).map { message + $0 } ?? message
  }

  private func unknown(_ kind: String, _ name: String) -> Failure {
    let names = home.names(kind)
    let list = names.joined(separator: ", ")
    let message = Message(
      tr: "\(kind)/\(name).yaml yok; olanlar: \(list).", en: "There is no \(kind)/\(name).yaml; there are: \(list).")
    let question = Suggestion.question(for: name, among: names)
    return Failure(.wrongUsage, question.map { message + $0 } ?? message)
  }
}
