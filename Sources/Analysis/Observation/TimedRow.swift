import Model

/// A row of the evidence with its time.
struct TimedRow {
  /// When.
  let at: Instant
  /// The row.
  let row: EvidenceRow

  /// A row from its parts.
  init(at: Instant, _ row: EvidenceRow) {
    self.at = at
    self.row = row
  }

  /// An event's row.
  init(_ event: borrowing ObservedEvent) { self.init(at: event.at, EvidenceRow(event)) }

  /// Whether it comes before another in the total order: by time, then by the identifier's bytes.
  func precedes(_ other: TimedRow) -> Bool { (at, row.id) < (other.at, other.row.id) }
}
