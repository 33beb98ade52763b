import Analysis
import Files
import Model
import Records

/// Sessions of privileged accounts and what was done in them: put aside as they come, and brought together account by account.
///
/// Sessions and events may be read side by side, so each lies by itself until both are there. Memory: the sessions of one
/// account that lie within each other and are open at one moment.
final class PrivilegedUse {
  /// Sessions, or acts, that were put aside.
  final class Part {
    fileprivate let spool: SortedSpool
    fileprivate let areNamed: Bool
    private var record = RecordBuffer()

    /// Nothing put aside yet; the records will lie on the file system of `folder`.
    ///
    /// `areNamed` says that events name the session they belong to; otherwise an act counts in the session of its account
    /// that began last and was open.
    init(in folder: String, areNamed: Bool) { (spool, self.areNamed) = (SortedSpool(in: folder), areNamed) }

    /// Named acts follow the sessions of their name, others what began up to their moment.
    private func append(
      _ account: Identifier, in group: Identifier, at order: Int64, _ kind: UInt8,
      _ fill: (inout RecordBuffer) -> Void
    ) throws {
      record.clear()
      record.append(ascending: account.utf8.span)
      record.append(ascending: group.utf8.span)
      record.append(ascending: order)
      record.append(byte: kind)
      fill(&record)
      try spool.append(record)
    }

    /// Puts a session aside that lies in the period.
    func append(_ session: borrowing Session, of account: Identifier, _ counted: CountedSession) throws {
      try append(
        Found(
          id: session.id, start: counted.resolved.start, end: counted.resolved.end, basis: counted.resolved.basis,
          length: counted.interval.length, address: session.address), of: account)
    }

    /// Puts a session aside.
    func append(_ session: Found, of account: Identifier) throws {
      try append(account, in: areNamed ? session.id : "", at: session.start.microseconds, 0) { record in
        record.append(field: session.id)
        record.append(number: session.end.microseconds)
        record.append(place: session.basis.place)
        record.append(number: session.length)
        record.append(field: session.address)
      }
    }

    /// Puts an act aside, with the session that it names.
    func append(act instant: Instant, of account: Identifier, in session: Identifier?) throws {
      if !areNamed { return try append(account, in: "", at: instant.microseconds, 1) { _ in } }
      if let session { try append(account, in: session, at: .max, 1) { _ in } }
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

  /// Lends every session with its acts, account by account; sessions of one in no order.
  static func forEach(
    sessions: Part, acts: Part, _ body: (_ account: Identifier, Found) throws -> Void
  ) throws {
    let areNamed = sessions.areNamed
    try acts.spool.forEachInOrder { try sessions.spool.append(Array($0)) }
    var (account, group): (Identifier, Identifier) = ("", "")
    // Each began after the one before it and ends sooner: the last is the one that counts acts.
    var open: [Found] = []
    func close(while isClosed: (Found) -> Bool) throws {
      while let last = open.last, isClosed(last) { try body(account, open.removeLast()) }
    }
    try sessions.spool.forEachInOrder { record in
      var rest = record
      guard let key = Identifier(takenFrom: &rest), let name = Identifier(takenFrom: &rest),
        let order = Int64(takenFrom: &rest), let kind = rest.popFirst()
      else { return }
      if key != account || name != group {
        try close { _ in true }
        (account, group) = (key, name)
      }
      let moment = Instant(microseconds: order)
      if kind == 0 {
        let session = found(rest, start: moment)
        // One that ends no later than a session begun after it counts no act any more.
        try close { areNamed || $0.end <= session.end }
        open.append(session)
      } else {
        if !areNamed { try close { $0.end < moment } }
        if !open.isEmpty { open[open.count - 1].acts += 1 }
      }
    }
    try close { _ in true }
  }

  private static func found(_ record: ArraySlice<UInt8>, start: Instant) -> Found {
    var fields = RecordFields(record)
    return Found(
      id: fields.identifier() ?? "", start: start, end: Instant(microseconds: fields.number()),
      basis: fields.place().map { bases[$0] } ?? .none, length: fields.number(), address: fields.address())
  }
}
