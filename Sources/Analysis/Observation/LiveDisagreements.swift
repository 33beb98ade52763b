public import Model

/// What a live store and the database were found not to agree in, at one moment.
///
/// Memory: counts; the sessions lie where the sorter puts them.
public final class LiveDisagreements {
  /// In what two sides differ; the raw value is the branch of the rule.
  enum Kind: String, CaseIterable {
    case onlyInStore = "a"
    case onlyInDatabase = "b"
    case user = "c"
    case expiry = "d"
  }

  /// The moment of the database's snapshot.
  public internal(set) var moment = Instant.minusInfinity
  /// Sessions of the store at the first look.
  public internal(set) var storeCount = 0
  /// Sessions of the database that were active at the moment.
  public internal(set) var databaseCount = 0
  /// Sessions that looked different and began, ended or changed while they were looked at: nothing is said of them.
  public internal(set) var unsettled = 0
  /// Keys of the store that could not be read.
  public var unreadable = 0
  /// Sessions on both sides whose ends could be compared.
  var judgedExpiries = 0
  private var counts: [Kind: Int] = [:]
  private let rows: any RecordSorter

  init(rows: any RecordSorter) { self.rows = rows }

  /// How many sessions differ in something.
  func count(_ kind: Kind) -> Int { counts[kind, default: 0] }

  /// Notes a session.
  func add(_ pair: LivePair, _ kinds: Set<Kind>) throws {
    for kind in kinds {
      counts[kind, default: 0] += 1
      let user = pair.database?.user ?? pair.live?.user
      try rows.append(
        Array(kind.rawValue.utf8) + EvidenceRow(pair.id, user: user, session: pair.id).bytes)
    }
  }

  /// Lends every session that differs, by kind and in no order of time.
  func forEach(_ body: (Kind, EvidenceRow) throws -> Void) throws {
    try rows.forEachInOrder { bytes in
      var rest = bytes
      guard let letter = rest.popFirst(), let kind = Kind(rawValue: String(UnicodeScalar(letter))),
        let row = EvidenceRow(takenFrom: &rest)
      else { return }
      try body(kind, row)
    }
  }
}

/// What a run knows of the source's live store.
public enum LiveState {
  /// The source has none.
  case absent
  /// It has one, and it was not compared, or not to the end.
  case unread(RuleReason)
  /// It was compared.
  case compared(LiveDisagreements)
}
