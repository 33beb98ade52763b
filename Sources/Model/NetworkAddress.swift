/// Where somebody came from: an IP address, or the text the source holds when it is none.
///
/// Normalised (docs/domain/evaluation.md, 2): port and brackets are stripped, `::ffff:a.b.c.d` is the IPv4 address,
/// and what cannot be parsed stays as a host name that no network rule looks at.
public enum NetworkAddress: Hashable, Sendable, CustomStringConvertible {
  /// An IPv4 address.
  case v4(UInt32)
  /// An IPv6 address in two halves, with its zone (`eth0`, visible ASCII) when it is link-local.
  case v6(high: UInt64, low: UInt64, zone: String?)
  /// Text that is no address, told apart by its bytes; printed as `host:…`.
  case host(Identifier)

  /// An IPv6 address from its halves; an IPv4-mapped one becomes the IPv4 address.
  public static func v6(_ high: UInt64, _ low: UInt64, zone: String? = nil) -> NetworkAddress {
    high == 0 && low >> 32 == 0xffff ? .v4(UInt32(truncatingIfNeeded: low)) : .v6(high: high, low: low, zone: zone)
  }

  /// The canonical text (RFC 5952 for IPv6).
  public var description: String {
    switch self {
    case .v4(let bits): Self.dotted(bits)
    case .v6(let high, let low, let zone): Self.colons(high, low) + (zone.map { "%" + $0 } ?? "")
    case .host(let name): Self.hostPrefix + name.text
    }
  }

  /// What stands before a host name where it is printed.
  static let hostPrefix = "host:"

  private static func dotted(_ bits: UInt32) -> String {
    "\(bits >> 24).\(bits >> 16 & 255).\(bits >> 8 & 255).\(bits & 255)"
  }

  private static func colons(_ high: UInt64, _ low: UInt64) -> String {
    let groups = (0..<8).map { index in
      UInt16(truncatingIfNeeded: (index < 4 ? high : low) >> UInt64(48 - index % 4 * 16))
    }
    // RFC 5952 §4.2: the longest run of at least two zero groups, the first of equals, becomes "::".
    var best = 0..<0
    var start = 0
    while start < 8 {
      var end = start
      while end < 8, groups[end] == 0 { end += 1 }
      if end - start >= 2, end - start > best.count { best = start..<end }
      start = max(end, start + 1)
    }
    let hexadecimal = groups.map { String($0, radix: 16) }
    if best.isEmpty { return hexadecimal.joined(separator: ":") }
    return hexadecimal[..<best.lowerBound].joined(separator: ":") + "::"
      + hexadecimal[best.upperBound...].joined(separator: ":")
  }
}
