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
  /// The names of the sources it is for and where each stands; nil is for all.
  package let sources: [(name: String, node: SettingsNode)]?
  /// The names of the recipients who alone may get its documents and where each stands; nil leaves that to the recipients.
  package let recipients: [(name: String, node: SettingsNode)]?
  /// When it runs; nil leaves that to whoever starts it.
  package let when: CalendarExpression?
  /// The IANA zone that `when` is meant in; nil is the configuration's.
  package let zone: SettingsNode?
  /// Whether the database is dumped from the same snapshot.
  package let hasBackup: Bool

  /// After how many microseconds without a drill that passed the newest backup is drilled; nil never.
  package let drill: Int64?
  /// Whether a period without records, or with none as new as usual, is a gap that the exit status tells.
  package let expectsRows: Bool

  /// Reads a schedule.
  package init(name: String, _ node: SettingsNode) throws(SettingsError) {
    self.name = name
    let settings = try node.mapping([
      "title", "when", "zone", "period", "reports", "sources", "recipients", "backup", "drill", "expect_rows",
    ])
    if let words = try settings["title"]?.mapping(["tr", "en"]) {
      title = Message(tr: try words.required("tr").string(), en: try words.required("en").string())
    } else {
      title = nil
    }
    (when, zone) = (
      try settings["when"].map { node throws(SettingsError) in try Self.calendar(node) }, settings["zone"]
    )
    if when == nil, let zone {
      throw zone.error(
        Message(
          tr: "“zone” yalnız “when” ile birlikte anlamlıdır.", en: "“zone” is that of “when”, which is not there."))
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
    sources = try settings["sources"].map { node throws(SettingsError) in
      try Self.names(
        node,
        orElse: Message(
          tr: "en az bir kaynak yazın, ya da bütün kaynaklar için satırı çıkarın.",
          en: "name at least one source, or leave the line out for all of them."))
    }
    recipients = try settings["recipients"].map { node throws(SettingsError) in
      try Self.names(
        node,
        orElse: Message(
          tr: "en az bir alıcı yazın, ya da seçimi alıcıların kendisine bırakmak için satırı çıkarın.",
          en: "name at least one recipient, or leave the line out, so that recipients choose by themselves."))
    }
    hasBackup = try settings["backup"]?.bool() ?? false
    drill = try settings["drill"].map { node throws(SettingsError) in try node.duration() }
    if let node = settings["drill"], !hasBackup {
      throw node.error(
        Message(
          tr: "“drill” yalnız “backup: true” ile birlikte anlamlıdır.", en: "“drill” needs “backup: true” beside it."))
    }
    expectsRows = try settings["expect_rows"]?.bool() ?? true
  }

  private static func calendar(_ node: SettingsNode) throws(SettingsError) -> CalendarExpression {
    let text = try node.string()
    do throws(CalendarError) { return try CalendarExpression(text) } catch { throw node.error(error.message) }
  }

  /// The names of a list, each once; `complaint` is for one without any.
  private static func names(
    _ node: SettingsNode, orElse complaint: Message
  ) throws(SettingsError) -> [(name: String, node: SettingsNode)] {
    var names: [(name: String, node: SettingsNode)] = []
    for entry in try node.list() {
      let name = try entry.string()
      if names.contains(where: { $0.name == name }) {
        throw entry.error(Message(tr: "“\(name)” iki kez yazılmış.", en: "“\(name)” stands twice."))
      }
      names.append((name, entry))
    }
    guard !names.isEmpty else { throw node.error(complaint) }
    return names
  }
}
