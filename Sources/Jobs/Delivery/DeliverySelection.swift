import Archive
import Documents

/// Which documents a recipient gets: those that a schedule issues, of these reports, sources and schedules.
struct DeliverySelection: Sendable, Equatable {
  /// The reports' codes; nil takes all.
  var reports: [String]?
  /// The sources' names; nil takes all.
  var sources: [String]?
  /// The schedules' names; nil takes all.
  var schedules: [String]?

  /// A selection from its parts.
  init(reports: [String]?, sources: [String]?, schedules: [String]?) {
    (self.reports, self.sources, self.schedules) = (reports, sources, schedules)
  }

  /// The selection that an entry of the ledger has written down.
  init(_ entry: LedgerEntry) {
    func list(_ name: String) -> [String]? {
      guard case .array(let elements) = entry.fact(name) else { return nil }
      return elements.compactMap(\.stringValue)
    }
    self.init(reports: list("reports"), sources: list("sources"), schedules: list("schedules"))
  }

  /// As the ledger has it.
  var facts: [JSONValue.Member] {
    func list(_ names: [String]?) -> JSONValue { names.map { .array($0.map { .string($0) }) } ?? .null }
    return [.init("reports", list(reports)), .init("sources", list(sources)), .init("schedules", list(schedules))]
  }

  /// Whether a document of the entry is among them; what a person asked for is sent by a person.
  func takes(_ entry: LedgerEntry) -> Bool {
    guard let schedule = entry.schedule else { return false }
    func holds(_ names: [String]?, _ name: String?) -> Bool {
      names.map { names in name.map { names.contains($0) } ?? false } ?? true
    }
    return holds(reports, entry.report) && holds(sources, entry.source) && holds(schedules, schedule)
  }
}
