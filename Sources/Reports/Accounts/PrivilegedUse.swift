import Analysis
import Files
import Model
import Records

/// Sessions of privileged accounts and what was done in them: put aside as they come, and brought together account by account.
///
/// Sessions and events may be read side by side, so each lies by itself until both are there. Memory: the sessions of one
/// account.
final class PrivilegedUse {
  /// Sessions, or acts, that were put aside.
  final class Part {
    fileprivate let spool: SortedSpool
    private var record = RecordBuffer()

    /// Nothing put aside yet; the records will lie on the file system of `folder`.
    init(in folder: String) { spool = SortedSpool(in: folder) }

    fileprivate func append(
      _ account: Identifier, _ kind: UInt8, at moment: Instant, _ fill: (inout RecordBuffer) -> Void
    ) throws {
      record.clear()
      record.append(ascending: account.utf8.span)
      record.append(byte: kind)
      record.append(ascending: moment.microseconds)
      fill(&record)
      try spool.append(record)
    }

    /// Puts a session aside that lies in the period.
    func append(_ session: borrowing Session, of account: Identifier, _ counted: CountedSession) throws {
      let session = copy session
      try append(account, 0, at: counted.resolved.start) { record in
        record.append(field: session.id)
        record.append(number: counted.resolved.end.microseconds)
        record.append(place: counted.resolved.basis.place)
        record.append(number: counted.interval.length)
        record.append(field: session.address)
      }
    }

    /// Puts an act aside, with the session that it names.
    func append(act instant: Instant, of account: Identifier, in session: Identifier?) throws {
      try append(account, 1, at: instant) { record in record.append(field: session) }
    }
  }

  private static let bases = EndBasis.allCases

  /// One session, and the acts that count in it.
  struct Found {
    let id: Identifier
    let start: Instant
    let end: Instant
    let basis: EndBasis
    let length: Int64
    let address: NetworkAddress?
    var acts: Int64 = 0
  }

  /// Lends every session with its acts, account by account.
  ///
  /// `areNamed` says that events name the session they belong to; otherwise an act counts in the session of its account that
  /// began last and was open.
  static func forEach(
    sessions: Part, acts: Part, areNamed: Bool, _ body: (_ account: Identifier, Found) throws -> Void
  ) throws {
    try acts.spool.forEachInOrder { try sessions.spool.append(Array($0)) }
    var account: Identifier = ""
    var open = OneAccount()
    try sessions.spool.forEachInOrder { record in
      var rest = record
      guard let key = Identifier(takenFrom: &rest), let kind = rest.popFirst(), let moment = Int64(takenFrom: &rest)
      else { return }
      if key != account {
        for found in open.sessions { try body(account, found) }
        (account, open) = (key, OneAccount())
      }
      var fields = RecordFields(rest)
      if kind == 0 {
        open.add(
          Found(
            id: fields.identifier() ?? "", start: Instant(microseconds: moment),
            end: Instant(microseconds: fields.number()), basis: fields.place().map { bases[$0] } ?? .none,
            length: fields.number(), address: fields.address()))
      } else if areNamed {
        open.count(actIn: fields.identifier())
      } else {
        open.count(actAt: Instant(microseconds: moment))
      }
    }
    for found in open.sessions { try body(account, found) }
  }

  /// The sessions of one account, in order of begin.
  private struct OneAccount {
    private(set) var sessions: [Found] = []
    /// The latest end among the sessions up to each.
    private var latestEnds: [Instant] = []
    private var places: [Identifier: Int] = [:]

    mutating func add(_ session: Found) {
      places[session.id] = sessions.count
      latestEnds.append(max(latestEnds.last ?? .minusInfinity, session.end))
      sessions.append(session)
    }

    mutating func count(actIn session: Identifier?) {
      if let place = session.flatMap({ places[$0] }) { sessions[place].acts += 1 }
    }

    mutating func count(actAt moment: Instant) {
      var (low, high) = (0, sessions.count)
      while low < high {
        let middle = (low + high) / 2
        if sessions[middle].start <= moment { low = middle + 1 } else { high = middle }
      }
      var place = low - 1
      while place >= 0, latestEnds[place] >= moment {
        if sessions[place].end >= moment {
          sessions[place].acts += 1
          return
        }
        place -= 1
      }
    }
  }
}
