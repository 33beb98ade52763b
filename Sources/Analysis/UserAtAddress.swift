package import Model

/// A user and where the user came from, as one key; either may be unknown.
package struct UserAtAddress: CountKey {
  /// The user; empty where the source names nobody.
  package let user: Identifier
  /// The address as it is written; empty where there is none.
  package let address: Identifier

  /// A key from its parts.
  package init(user: Identifier, address: Identifier) {
    self.user = user
    self.address = address
  }

  /// The user's bytes, then the address's; each shows where it ends.
  package var ascendingBytes: [UInt8] { user.ascendingBytes + address.ascendingBytes }

  /// The counterpart of ``ascendingBytes``.
  package init?(takenFrom record: inout ArraySlice<UInt8>) {
    guard let user = Identifier(takenFrom: &record), let address = Identifier(takenFrom: &record) else { return nil }
    self.init(user: user, address: address)
  }

  package static func < (first: UserAtAddress, second: UserAtAddress) -> Bool {
    (first.user, first.address) < (second.user, second.address)
  }
}
