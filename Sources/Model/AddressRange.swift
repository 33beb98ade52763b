/// A block of addresses in CIDR notation, such as `10.0.0.0/8` or `2a02:e0::/32`.
public struct AddressRange: Hashable, Sendable, CustomStringConvertible {
  /// The text as it was written.
  public let description: String
  private let first: NetworkAddress
  private let length: Int

  /// Parses a block, a single address being a block of one; nil when the text is none.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let address = parts.first.flatMap({ NetworkAddress(String($0)) }), parts.count <= 2 else { return nil }
    let bits: Int
    switch address {
    case .v4: bits = 32
    case .v6: bits = 128
    case .host: return nil
    }
    let length = parts.count == 2 ? Int(parts[1]) : bits
    guard let length, (0...bits).contains(length) else { return nil }
    description = text
    first = address
    self.length = length
  }

  /// Whether so many addresses lie in it that it stands for no network: more than a /8 of IPv4 or a /16 of IPv6.
  public var isWide: Bool { if case .v4 = first { length < 8 } else { length < 16 } }

  /// The block as it is printed where an address is written in this way: `10.0.0.0/8`, of a single one the address.
  public func text(_ address: (NetworkAddress) -> String) -> String {
    let isSingle = if case .v4 = first { length == 32 } else { length == 128 }
    return address(first) + (isSingle ? "" : "/\(length)")
  }

  /// Whether an address lies in the block.
  public func contains(_ address: NetworkAddress) -> Bool {
    switch (first, address) {
    case (.v4(let own), .v4(let other)):
      length == 0 || own >> UInt32(32 - length) == other >> UInt32(32 - length)
    case (.v6(let high, let low, _), .v6(let otherHigh, let otherLow, _)):
      Self.equal(high, otherHigh, min(length, 64)) && Self.equal(low, otherLow, max(0, length - 64))
    default: false
    }
  }

  /// Whether the first bits of two halves are equal.
  private static func equal(_ first: UInt64, _ second: UInt64, _ bits: Int) -> Bool {
    bits == 0 || first >> UInt64(64 - bits) == second >> UInt64(64 - bits)
  }
}
