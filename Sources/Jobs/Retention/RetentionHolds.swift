import Archive
import Documents
import Model
import Reports

/// The legal holds of a source's rules of retention, as the ledger has them.
struct RetentionHolds {
  /// A hold.
  struct Hold {
    let rule: String
    let since: Instant
    /// The first moment at which it no longer counts; nil until it is released.
    let until: Instant?
    let reason: String
    let user: String
    /// Which database the source led to when it was held; nil where that could not be learned.
    let database: String?
  }

  /// Those that count, in the order of the ledger.
  let standing: [Hold]

  /// The name of the fact by which a hold is one of a rule and not of a backup.
  static let fact = "rule"
  /// The name of the fact that says which database the source led to.
  static let databaseFact = "database_identity"

  /// The holds of a source that count at a moment of the real clock: no stated one moves them.
  init(_ entries: [LedgerEntry], source: String, now: Instant) {
    var holds: [Hold] = []
    for entry in entries where entry.source == source && entry.outcome == .done {
      guard let rule = entry.fact(Self.fact)?.stringValue else { continue }
      switch entry.act {
      case .hold:
        holds.append(
          Hold(
            rule: rule, since: entry.time, until: entry.fact("until")?.instantValue, reason: entry.reason ?? "",
            user: entry.user, database: entry.fact(Self.databaseFact)?.stringValue))
      case .release: holds.removeAll { $0.rule == rule }
      default: break
      }
    }
    standing = holds.filter { $0.until.map { $0 > now } ?? true }
  }

  /// The holds of a rule.
  func of(_ rule: String) -> [Hold] { standing.filter { $0.rule == rule } }

  /// The rules that are held and not among those known, each once.
  func rules(notIn known: [String]) -> [String] {
    var rules: [String] = []
    for hold in standing where !known.contains(hold.rule) && !rules.contains(hold.rule) { rules.append(hold.rule) }
    return rules
  }

  /// The hold of a rule that lasts longest; one that only a release ends outlasts all others.
  func longest(of rule: String) -> RetentionStatus.Hold? {
    of(rule).max { ($0.until ?? .infinity) < ($1.until ?? .infinity) }.map { .init(since: $0.since, until: $0.until) }
  }
}
