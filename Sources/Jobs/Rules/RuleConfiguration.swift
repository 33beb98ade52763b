package import Analysis
import Files
import Messages
package import Model
package import Settings

/// The `rules` block of the configuration: which rules run, with which numbers, and what is known of the place they
/// run in.
package struct RuleConfiguration: Sendable {
  /// What the rules are given.
  package var settings = RuleSettings()
  /// The GeoIP file, if one is configured.
  package var geoIPFile: String?
  /// The calendar in `calendars/` whose holidays count; nil for none.
  package var calendar: String? = "turkey"
  /// Where the two files are named, for complaints about them.
  var geoIPNode: SettingsNode?
  var calendarNode: SettingsNode?

  private static let keys = [
    "required", "lookback", "trusted_egress", "service_accounts", "shared_accounts", "privileged_roles",
    "critical_roles", "approved_changes", "maintenance_windows", "working_hours", "holidays", "geoip",
  ]

  /// The defaults.
  package init() {}

  /// Reads the block; unknown rules and numbers are refused with the nearest known one.
  package init(_ node: SettingsNode, zone: Zone) throws {
    let definitions = RuleList.all.map { $0.definition }
    let block = try node.mapping(Self.keys + definitions.map(\.id))
    for definition in definitions {
      if let rule = block[definition.id] { try read(rule, definition) }
    }
    if let required = block["required"] { settings.required = try Self.identifiers(required, definitions) }
    settings.enabled.formUnion(settings.required)
    if let lookback = block["lookback"] { settings.lookback = try lookback.duration() }
    try readLists(block, zone: zone)
    if let node = block["working_hours"] { try read(workingHours: node) }
    if let holidays = block["holidays"] {
      let name = try holidays.string()
      calendar = name == "none" ? nil : name
      calendarNode = holidays
    }
    geoIPNode = block["geoip"]
    geoIPFile = try geoIPNode?.string()
    if geoIPFile != nil { settings.configured.insert("geoip") }
  }

  /// What is said of one rule: that anything is said means that it shall run, unless it is switched off.
  private mutating func read(_ node: SettingsNode, _ definition: RuleDefinition) throws {
    let block = try RuleBlock(node, definition)
    if block.isEnabled == false {
      settings.disabled.insert(definition.id)
    } else {
      settings.enabled.insert(definition.id)
    }
    if !block.values.isEmpty { settings.values[definition.id] = block.values }
    settings.exceptKinds[definition.id] = block.exceptKinds
    if definition.id == "S04", block.values["max_concurrent"] != nil { settings.lists.hasSessionLimit = true }
  }

  /// `{ opens: 8, closes: 19, days: [mon, tue, wed, thu, fri] }`; rule B03 has the same hours unless others are said of it.
  private mutating func read(workingHours node: SettingsNode) throws(SettingsError) {
    let block = try node.mapping(["opens", "closes", "days"])
    var hours = WorkingHours()
    if let opens = block["opens"] { hours.opens = try opens.integer(in: 0...23) }
    if let closes = block["closes"] { hours.closes = try closes.integer(in: 1...24) }
    guard hours.opens < hours.closes else {
      throw (block["closes"] ?? block["opens"] ?? node).error(
        Message(
          tr: "mesai bitişi (closes: \(hours.closes)) başlangıcından (opens: \(hours.opens)) sonra olmalıdır; gece "
            + "yarısını aşan vardiyada opens: 0, closes: 24 yazın.",
          en: "working hours must end (closes: \(hours.closes)) after they begin (opens: \(hours.opens)); for shifts "
            + "over midnight write opens: 0, closes: 24."))
    }
    if let days = block["days"] {
      hours.days = []
      for day in try days.list() { hours.days.insert(try day.choice(of: WorkingHours.Weekday.self)) }
      guard !hours.days.isEmpty else {
        throw days.error(Message(tr: "en az bir iş günü gerekir.", en: "at least one working day is needed."))
      }
    }
    settings.lists.workingHours = hours
    var values = settings.values["B03", default: [:]]
    values["opens"] = values["opens"] ?? Int64(hours.opens)
    values["closes"] = values["closes"] ?? Int64(hours.closes)
    settings.values["B03"] = values
  }

  private mutating func readLists(_ block: SettingsMapping, zone: Zone) throws {
    func texts(_ key: String) throws(SettingsError) -> [String]? {
      guard let node = block[key] else { return nil }
      var texts: [String] = []
      for item in try node.list() { texts.append(try item.string()) }
      // An empty list tells the rules no more than none.
      if !texts.isEmpty { settings.configured.insert(key) }
      return texts
    }
    func identifiers(_ key: String) throws(SettingsError) -> Set<Identifier> {
      Set((try texts(key) ?? []).map { Identifier($0) })
    }
    for item in try block["trusted_egress"]?.list() ?? [] {
      guard let range = AddressRange(try item.string()) else {
        throw item.error(Message(tr: "10.0.0.0/8 gibi bir ağ gerekir.", en: "a network like 10.0.0.0/8 is needed."))
      }
      settings.lists.trustedEgress.append(range)
    }
    settings.lists.serviceAccounts = try identifiers("service_accounts")
    settings.lists.sharedAccounts = try identifiers("shared_accounts")
    settings.lists.privilegedRoles = try texts("privileged_roles").map { Set($0) }
    settings.lists.criticalRoles = Set(try texts("critical_roles") ?? [])
    settings.lists.approvedChanges = try identifiers("approved_changes")
    for item in try block["maintenance_windows"]?.list() ?? [] {
      settings.lists.maintenanceWindows.append(try Self.window(item, zone))
    }
  }

  /// `{ from: 2026-10-07T01:00, to: 2026-10-07T03:00 }`, in the report's zone unless an offset is given.
  private static func window(_ node: SettingsNode, _ zone: Zone) throws -> RuleLists.MaintenanceWindow {
    let block = try node.mapping(["from", "to"])
    func moment(_ key: String) throws(SettingsError) -> Instant {
      let value = try block.required(key)
      let text = try value.string()
      do throws(PeriodError) { return try Instant(text, in: zone) } catch { throw value.error(error.message) }
    }
    let (begin, end) = (try moment("from"), try moment("to"))
    guard begin < end else {
      throw try block.required("to").error(
        Message(
          tr: "bakım penceresinin sonu (to) başından (from) sonra olmalıdır.",
          en: "the end (to) of a maintenance window must be later than its begin (from)."))
    }
    return .init(from: begin, to: end)
  }

  private static func identifiers(
    _ node: SettingsNode, _ definitions: [RuleDefinition]
  ) throws(SettingsError) -> Set<String> {
    let known = definitions.map(\.id)
    var result: Set<String> = []
    for item in try node.list() {
      let id = try item.string()
      guard known.contains(id) else {
        let unknown = Message(tr: "“\(id)” adında bir kural yok.", en: "there is no rule “\(id)”.")
        let list = known.joined(separator: ", ")
        let question = Suggestion.question(for: id, among: known)
        throw item.error(
          (question.map { unknown + $0 } ?? unknown)
            + Message(tr: "Kurallar: \(list).", en: "The rules are \(list)."))
      }
      result.insert(id)
    }
    return result
  }
}
