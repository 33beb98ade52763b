/// The neighbourhood of an address: /24 of IPv4, /64 of IPv6 (docs/domain/evaluation.md, 2).
public struct Network: Hashable, Sendable, CustomStringConvertible {
  private let bits: UInt64
  private let isV6: Bool

  /// The network of an address; nil for a host name, which no network rule looks at.
  public init?(_ address: NetworkAddress) {
    switch address {
    case .v4(let bits):
      self.bits = UInt64(bits >> 8)
      isV6 = false
    case .v6(let high, _, _):
      bits = high
      isV6 = true
    case .host:
      return nil
    }
  }

  /// `85.105.12.0/24`.
  public var description: String {
    isV6
      ? NetworkAddress.v6(high: bits, low: 0, zone: nil).description + "/64"
      : NetworkAddress.v4(UInt32(bits) << 8).description + "/24"
  }
}
