import Archive
import Backups
import Documents

extension KeepPolicy {
  /// The policy as JSON, as the ledger has it.
  var json: JSONValue {
    .object([
      .init("days", .integer(Int64(days))), .init("weeks", .integer(Int64(weeks))),
      .init("months", .integer(Int64(months))), .init("years", .integer(Int64(years))),
      .init("minimum", .integer(Int64(minimum))), .init("count_only", .string(counted.rawValue)),
    ])
  }

  /// The policy that a person has accepted for a source, or that was there before anything of it was to be purged.
  init?(acceptedFor source: String, in entries: [LedgerEntry]) {
    let entry = entries.last { $0.act == .purge && $0.source == source && $0.backup == nil && $0.outcome == .done }
    guard let value = entry?.fact("policy"), let counted = value["count_only"]?.stringValue.flatMap(Counted.init)
    else { return nil }
    func count(_ key: String) -> Int { Int(value[key]?.integerValue ?? 0) }
    self.init(
      days: count("days"), weeks: count("weeks"), months: count("months"), years: count("years"),
      minimum: count("minimum"), counted: counted)
  }
}
