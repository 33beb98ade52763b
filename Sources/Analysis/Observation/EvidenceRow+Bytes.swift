import Model

/// How a row of the evidence is written in records that are put aside, without its address.
extension EvidenceRow {
  /// The row with its end, which ``init(takenFrom:address:)`` reads.
  var bytes: [UInt8] {
    let named: UInt8 = (user == nil ? 0 : 1) | (session == nil ? 0 : 2)
    return [named] + id.ascendingBytes + (user?.ascendingBytes ?? []) + (session?.ascendingBytes ?? [])
  }

  /// Takes a row off the front of a record where ``bytes`` put it; nil when none begins there.
  init?(takenFrom record: inout ArraySlice<UInt8>, address: NetworkAddress? = nil) {
    guard let named = record.popFirst(), let id = Identifier(takenFrom: &record) else { return nil }
    let user = named & 1 == 0 ? nil : Identifier(takenFrom: &record)
    let session = named & 2 == 0 ? nil : Identifier(takenFrom: &record)
    self.init(id, user: user, address: address, session: session)
  }
}
