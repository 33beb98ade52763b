import Schedules
import Intake
import Messages

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
    for code in home.names("reports") { _ = try catalogue.definition(code) }
    for name in home.names("schedules") {
      _ = try catalogue.definitions(try catalogue.schedule(name))
    }
    _ = try catalogue.template()
    _ = try RuleFiles(invocation.configuration.rules, home: home)
    for source in invocation.configuration.sources { _ = try SourceSystem(folder: catalogue.systemFolder(source)) }
    var result = RunResult()
    result.remarks.append(
      Message(
        tr: "\(invocation.configuration.file): yapılandırma kullanılabilir.",
        en: "\(invocation.configuration.file): the configuration is usable."))
    return result
  }
}
