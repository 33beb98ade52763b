public import Messages
import Model

/// Rows that came in another order than was asked for: a defect, since totals would depend on it.
public struct UnorderedRows: ExplainedError {
  public var failureKind: FailureKind { .internalFault }
  public let message = Message(
    tr: "Kaynak satırları beklenen sırada gelmedi. Hiçbir şey yayımlanmadı; bu bir program hatasıdır, bildirin.",
    en: "The source's rows did not arrive in order. Nothing was published; this is a defect, report it.")
}

/// Holds rows against the total order the server was asked for.
///
/// Sessions come by user, with unknown ones last; then sessions and events alike come by time, with missing ones last,
/// and by identifier. Users and identifiers ascend by their bytes. Rows equal in all of it share one identifier and come
/// as ``RowIdentity`` ranks them: the one that is used, its exact copies, those that differ. So no row's place is left
/// to chance, and the same rows always give the same document.
struct RowOrder {
  private var last: (user: Identifier?, time: Instant?, id: Identifier, rank: Int)?

  /// Takes the next row; events are looked at without their users.
  mutating func check(
    user: Identifier? = nil, time: Instant?, id: Identifier, _ identity: RowIdentity
  ) throws(UnorderedRows) {
    // The server orders by bytes that no text shows.
    if case .unreadable = identity { return }
    let next = (user: user, time: time, id: id, rank: Self.rank(identity))
    if let last, !Self.follows(last, next) { throw UnorderedRows() }
    last = next
  }

  private static func follows(
    _ last: (user: Identifier?, time: Instant?, id: Identifier, rank: Int),
    _ next: (user: Identifier?, time: Instant?, id: Identifier, rank: Int)
  ) -> Bool {
    switch (last.user, next.user) {
    case (nil, nil): break
    case (nil, .some): return false
    case (.some, nil): return true
    case (.some(let before), .some(let after)):
      if before != after { return before < after }
    }
    switch (last.time, next.time) {
    case (nil, nil): break
    case (nil, .some): return false
    case (.some, nil): return true
    case (.some(let before), .some(let after)):
      if before != after { return before < after }
      // `infinity` and the last moments a server knows are one moment here; their rows are in no total.
      if before == .infinity { return true }
    }
    if last.id != next.id { return last.id < next.id }
    // Rows without an identifier have no rank among each other; they are in no total.
    return next.id.isEmpty || next.rank > 0 && last.rank <= next.rank
  }

  private static func rank(_ identity: RowIdentity) -> Int {
    switch identity {
    case .only, .first, .unreadable: 0
    case .exactCopy: 1
    case .differs: 2
    }
  }
}
