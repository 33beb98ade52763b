import Model

/// Short marks that keep apart what looks alike once it is partly hidden (M1): `203.0.113.*** #57`, `ah***.yı*** #k7f2qm`.
///
/// They are made of keyed digests (docs/decisions/0008-unique-keys-under-masking.md): the same wherever the value stands,
/// in every document of an archive, without anything being remembered; and of no use to whoever tries values.
struct MaskMarks: Sendable {
  /// The keyed digest of several texts as 64 hexadecimal digits; anything else makes no marks.
  let digest: @Sendable ([String]) -> String

  /// Digits and letters that are not taken for each other.
  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
  private static let length = 6

  /// The mark of a value: six characters, 30 bits.
  ///
  /// Of a thousand values that look alike two share one in one of two thousand archives.
  func mark(of kind: String, _ value: String) -> String {
    guard let bits = UInt64(digest(["mask", kind, value]).prefix(8), radix: 16) else { return "" }
    let characters = (0..<Self.length).map { Self.alphabet[Int(bits >> UInt64(2 + 5 * $0) & 31)] }
    return " #" + String(characters)
  }

  /// The mark of an address: of IPv4 a number from 1 to 256 that no other address of its network has.
  func mark(of address: NetworkAddress) -> String {
    guard case .v4(let bits) = address else { return mark(of: "address", address.description) }
    guard let order = order(ofNetwork: bits >> 8) else { return "" }
    return " #\(Int(order[Int(bits & 0xFF)]) + 1)"
  }

  /// The numbers 0 to 255 in an order that only the key tells: RC4's key schedule over the network's digest.
  private func order(ofNetwork network: UInt32) -> [UInt8]? {
    let digits = Array(digest(["mask", "network", String(network)]).utf8)
    guard digits.count == 64 else { return nil }
    var order = Array(UInt8.min...UInt8.max)
    var other: UInt8 = 0
    for index in order.indices {
      other = other &+ order[index] &+ digits[index & 63]
      order.swapAt(index, Int(other))
    }
    return order
  }
}
