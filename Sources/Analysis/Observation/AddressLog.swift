import Model

/// The failures of addresses, and the successes soon after them, put aside and lent again address by address.
///
/// The rows lie where the sorter puts them. Memory: the addresses with a failure in the last window, and the successes of
/// one moment.
struct AddressLog {
  /// A row as it is lent again.
  struct Row {
    let row: TimedRow
    /// Whether it is a success.
    let isSuccess: Bool
    /// Of a failure, whether its user signed in from the address's network before.
    let isKnown: Bool
  }

  private let sorter: any RecordSorter
  private let window: Int64
  private var number: Int64 = 0
  private var failing: KeyedStates<NetworkAddress, Instant>
  private var early = MomentSuccesses()

  /// Nothing put aside; successes are, for so many microseconds after an address's last failure.
  init(window: Int64, sorter: any RecordSorter) {
    self.window = window
    self.sorter = sorter
    failing = KeyedStates(sweepingEvery: window)
  }

  /// Adds a failure, in total order.
  mutating func add(failure row: TimedRow, from address: NetworkAddress, isKnown: Bool) throws {
    let limit = row.at.advanced(by: -window)
    failing.sweep(at: row.at) {
      $0 < limit
    } ended: { _, _ in
    }
    if failing[address] == nil {
      for success in early.successes(from: address, at: row.at) { try put(success, address, isSuccess: true) }
    }
    failing[address] = row.at
    try put(row, address, isKnown: isKnown)
  }

  /// Adds a success, in total order.
  mutating func add(success row: TimedRow, from address: NetworkAddress) throws {
    guard failing[address] != nil else { return early.add(row, from: address) }
    try put(row, address, isSuccess: true)
  }

  /// Lends the rows of one address after the other, each address's in total order.
  func forEach(_ body: (NetworkAddress, Row) throws -> Void) throws {
    var last: (text: Identifier, address: NetworkAddress)?
    try sorter.forEachInOrder { record in
      var rest = record
      guard let text = Identifier(takenFrom: &rest) else { return }
      let address = last?.text == text ? last?.address : NetworkAddress(text.text)
      guard let address else { return }
      last = (text, address)
      guard let moment = Int64(takenFrom: &rest), Int64(takenFrom: &rest) != nil, let kind = rest.popFirst(),
        let row = EvidenceRow(takenFrom: &rest, address: address)
      else { return }
      try body(
        address,
        Row(row: TimedRow(at: Instant(microseconds: moment), row), isSuccess: kind & 1 != 0, isKnown: kind & 2 != 0))
    }
  }

  private mutating func put(
    _ row: TimedRow, _ address: NetworkAddress, isSuccess: Bool = false, isKnown: Bool = false
  ) throws {
    number += 1
    let kind: UInt8 = (isSuccess ? 1 : 0) | (isKnown ? 2 : 0)
    let order = Identifier(address.description).ascendingBytes + row.at.microseconds.ascendingBytes
    try sorter.append(order + number.ascendingBytes + [kind] + row.row.bytes)
  }
}
