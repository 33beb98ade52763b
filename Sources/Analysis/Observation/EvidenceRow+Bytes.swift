import Model

/// How a row of the evidence is written in records that are put aside, without its address.
extension EvidenceRow {
  /// The row with its end, which ``init(takenFrom:address:)`` reads.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return bytes
  }

  /// Adds the row with its end to a record.
  func append(to record: inout [UInt8]) {
    record.append((user == nil ? 0 : 1) | (session == nil ? 0 : 2))
    record.append(ascending: id)
    if let user { record.append(ascending: user) }
    if let session { record.append(ascending: session) }
  }

  /// Takes a row off the front of a record where ``bytes`` put it; nil when none begins there.
  init?(takenFrom record: inout ArraySlice<UInt8>, address: NetworkAddress? = nil) {
    guard let named = record.popFirst(), let id = Identifier(takenFrom: &record) else { return nil }
    let user = named & 1 == 0 ? nil : Identifier(takenFrom: &record)
    let session = named & 2 == 0 ? nil : Identifier(takenFrom: &record)
    self.init(id, user: user, address: address, session: session)
  }
}
