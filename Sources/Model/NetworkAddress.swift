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
    text { text in
      for shift: UInt32 in [24, 16, 8, 0] {
        if shift < 24 { text.append(UInt8(ascii: ".")) }
        text.append(bits >> shift & 255, radix: 10)
      }
    }
  }

  private static func colons(_ high: UInt64, _ low: UInt64) -> String {
    let gap = longestGap(high, low)
    return text { text in
      var index = 0
      while index < 8 {
        if index == gap.lowerBound, !gap.isEmpty {
          text.append(UInt8(ascii: ":"))
          if index == 0 { text.append(UInt8(ascii: ":")) }
          index = gap.upperBound
          continue
        }
        text.append(UInt32(group(index, high, low)), radix: 16)
        index += 1
        if index < 8 { text.append(UInt8(ascii: ":")) }
      }
    }
  }

  private static func group(_ index: Int, _ high: UInt64, _ low: UInt64) -> UInt16 {
    UInt16(truncatingIfNeeded: (index < 4 ? high : low) >> UInt64(48 - index % 4 * 16))
  }

  /// RFC 5952 §4.2: the longest run of at least two zero groups, the first of equals, becomes "::".
  private static func longestGap(_ high: UInt64, _ low: UInt64) -> Range<Int> {
    var best = 0..<0
    var start = 0
    while start < 8 {
      var end = start
      while end < 8, group(end, high, low) == 0 { end += 1 }
      if end - start >= 2, end - start > best.count { best = start..<end }
      start = max(end, start + 1)
    }
    return best
  }

  /// A text of ASCII written byte by byte: rows come in millions, and most have an address.
  private static func text(_ write: (inout Letters) -> Void) -> String {
    var letters = Letters()
    write(&letters)
    return letters.text
  }

  /// The bytes of an address as they are written.
  private struct Letters {
    /// Eight groups of four digits and the colons between them.
    private var bytes = [39 of UInt8](repeating: 0)
    private var count = 0

    var text: String {
      let letters = bytes.span.extracting(first: count)
      return unsafe String(unsafeUninitializedCapacity: count) { buffer in
        for index in letters.indices { unsafe buffer[index] = letters[index] }
        return letters.count
      }
    }

    mutating func append(_ letter: UInt8) {
      bytes[count] = letter
      count += 1
    }

    mutating func append(_ number: UInt32, radix: UInt32) {
      if number >= radix { append(number / radix, radix: radix) }
      let digit = UInt8(number % radix)
      append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}
