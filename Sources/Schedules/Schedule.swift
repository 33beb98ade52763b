package import Messages
package import Model
package import Settings

/// What is done on a schedule: the content of `schedules/<name>.yaml`.
package struct Schedule: Sendable {
  /// The name of the file without its ending.
  package let name: String
  /// What a reader of its documents calls it; nil calls it by its name.
  package let title: Message?
  /// Which period is reported, such as `yesterday`.
  package let period: PeriodExpression
  /// The codes of the reports, in the order they are issued.
  package let reports: [String]
  /// Where each code stands, for complaints about it.
  package let reportNodes: [SettingsNode]
  /// Whether the database is dumped from the same snapshot.
  package let hasBackup: Bool

  /// Whether a period without records, or with none as new as usual, is a gap that the exit status tells.
  package let expectsRows: Bool

  /// Reads a schedule.
  package init(name: String, _ node: SettingsNode) throws(SettingsError) {
    self.name = name
    let settings = try node.mapping(["title", "period", "reports", "backup", "expect_rows"])
    if let words = try settings["title"]?.mapping(["tr", "en"]) {
      title = Message(tr: try words.required("tr").string(), en: try words.required("en").string())
    } else {
      title = nil
    }
    let period = try settings.required("period")
    let text = try period.string()
    do throws(PeriodError) {
      self.period = try PeriodExpression(text)
    } catch {
      throw period.error(error.message)
    }
    reportNodes = try settings.required("reports").list()
    var reports: [String] = []
    for node in reportNodes {
      let code = try node.string()
      if reports.contains(code) {
        throw node.error(Message(tr: "“\(code)” iki kez yazılmış.", en: "“\(code)” stands twice."))
      }
      reports.append(code)
    }
    self.reports = reports
    hasBackup = try settings["backup"]?.bool() ?? false
    expectsRows = try settings["expect_rows"]?.bool() ?? true
  }
}
