import Analysis
import Files
import Foundation
import Model
import Testing

/// One line of a table of cases: sessions in short hand and what they come to.
struct DurationCase: Sendable, CustomStringConvertible {
  let id: String
  let sessions: String
  let sum: Double
  let union: Double
  let peak: Int
  var base = "2026-03-02"
  var zone = "UTC"
  var period: String?
  var asOf: String?
  var count: Int?
  var invalid = 0
  var copies = 0
  var recorded: Double?
  var basis: EndBasis?
  var days: String?

  var description: String { id }

  /// Runs the sessions, in the order given, through the analysis.
  func run(shuffled: Bool = false) throws -> (user: UserDurations?, totals: SessionTotals, bases: [EndBasis]) {
    let rules = try #require(try ZoneFiles.compiled(zone))
    let zone = try Zone(name: zone, compiled: rules)
    let period = try self.period.map { try Self.period($0, base: base) } ?? Self.wideOpen
    let asOf = try self.asOf.map { try Self.instant($0, base: base) } ?? Instant(microseconds: 4_000_000_000_000_000)
    var analysis = SessionAnalysis(period: period, asOf: asOf, zone: zone, lengths: NumberList())
    var result: UserDurations?
    var bases: [EndBasis] = []
    for session in try parse(shuffled: shuffled) {
      if case .counted(let counted) = try analysis.observe(session, ended: { result = $0 }) {
        bases.append(counted.resolved.basis)
      }
    }
    let totals = try analysis.finish { result = $0 }
    return (result, totals, bases)
  }

  static let wideOpen = Period(
    from: Instant(microseconds: 0), to: Instant(microseconds: 3_900_000_000_000_000))

  private func parse(shuffled: Bool) throws -> [Session] {
    var seen: Set<Identifier> = []
    var result: [Session] = []
    for (index, text) in sessions.split(separator: ",").enumerated() {
      let words = text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
      let range = words.prefix {
        $0 != "active" && $0 != "expired" && $0 != "abandoned" && $0 != "exp" && !$0.hasPrefix("#")
      }
      let ends = range.joined(separator: " ").components(separatedBy: "..")
      var session = Session(id: Identifier(words.first { $0.hasPrefix("#") } ?? "s\(index)"), userKey: "u")
      session.startedAt = ends[0] == "null" ? nil : try Self.instant(ends[0], base: base)
      session.endedAt = ends[1] == "null" ? nil : try Self.instant(ends[1], base: base)
      if let place = words.firstIndex(of: "exp") {
        let rest = words[(place + 1)...].prefix { $0 != "active" && $0 != "expired" }
        session.expiresAt =
          rest.first == "infinity" ? .infinity : try Self.instant(rest.joined(separator: " "), base: base)
      }
      session.status = words.contains("active") ? .active : words.contains("expired") ? .expired : nil
      if words.first(where: { $0.hasPrefix("#") }) != nil, !seen.insert(session.id).inserted {
        session.identity = .exactCopy
      }
      result.append(session)
    }
    if shuffled { result.reverse() }
    func rank(_ session: Session) -> Int { if case .exactCopy = session.identity { 1 } else { 0 } }
    return result.sorted {
      ($0.startedAt ?? .infinity, $0.id, rank($0)) < ($1.startedAt ?? .infinity, $1.id, rank($1))
    }
  }

  static func period(_ text: String, base: String) throws -> Period {
    let ends = text.components(separatedBy: "..")
    return Period(from: try instant(ends[0], base: base), to: try instant(ends[1], base: base))
  }

  /// `09:00`, `10:00:00.000001`, `03-03 04:00` or a whole date and time, all UTC.
  static func instant(_ text: String, base: String) throws -> Instant {
    let words = text.split(separator: " ")
    var date = base
    if words.count == 2 { date = words[0].count == 5 ? base.prefix(5) + String(words[0]) : String(words[0]) }
    let time = String(words[words.count - 1])
    return try PeriodExpression("\(date)T\(time)Z..9000-01-01T00:00Z").resolve(in: .utc, asOf: .infinity).from
  }
}

/// Numbers in memory, enough for tests.
final class NumberList: NumberStore {
  private var numbers: [Int64] = []
  func append(_ number: Int64) { numbers.append(number) }
  func forEach(_ body: (Int64) -> Void) { numbers.forEach(body) }
}
