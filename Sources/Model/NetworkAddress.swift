/// Where somebody came from: an IP address, or the text the source holds when it is none.
///
/// Normalised as anomalies §2.1 has it: port and brackets are stripped, `::ffff:a.b.c.d` is the IPv4 address,
/// and what cannot be parsed stays as a host name that no network rule looks at.
package enum NetworkAddress: Hashable, Sendable, CustomStringConvertible {
  /// An IPv4 address.
  case v4(UInt32)
  /// An IPv6 address in two halves, with its zone (`eth0`) when it is link-local.
  case v6(high: UInt64, low: UInt64, zone: String?)
  /// Text that is no address; printed as `host:…`.
  case host(String)

  /// Reads an address from a source's text; nil when the text is empty.
  package init?(_ text: String) {
    let trimmed = text.trimmingASCIISpace
    guard !trimmed.isEmpty else { return nil }
    // The program's own way of writing a host name reads back as that host name.
    if trimmed.hasPrefix("host:") {
      self = .host(String(trimmed.dropFirst(5)))
      return
    }
    self = Self.address(in: trimmed) ?? .host(String(trimmed))
  }

  /// An IPv6 address from its halves; an IPv4-mapped one becomes the IPv4 address.
  package static func v6(_ high: UInt64, _ low: UInt64, zone: String? = nil) -> NetworkAddress {
    high == 0 && low >> 32 == 0xffff ? .v4(UInt32(truncatingIfNeeded: low)) : .v6(high: high, low: low, zone: zone)
  }

  /// The canonical text (RFC 5952 for IPv6).
  package var description: String {
    switch self {
    case .v4(let bits): Self.dotted(bits)
    case .v6(let high, let low, let zone): Self.colons(high, low) + (zone.map { "%" + $0 } ?? "")
    case .host(let text): "host:" + text
    }
  }

  private static func address(in text: Substring) -> NetworkAddress? {
    if text.first == "[" {
      guard let end = text.firstIndex(of: "]") else { return nil }
      return ipv6(text[text.index(after: text.startIndex)..<end])
    }
    if text.utf8.lazy.filter({ $0 == UInt8(ascii: ":") }).count == 1 {
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts[1].utf8.count <= 5, UInt16(parts[1]) != nil else { return nil }
      return ipv4(parts[0])
    }
    return ipv4(text) ?? ipv6(text)
  }

  private static func ipv4(_ text: Substring) -> NetworkAddress? {
    bits(ofIPv4: text).map { .v4($0) }
  }

  private static func bits(ofIPv4 text: Substring) -> UInt32? {
    var bits: UInt32 = 0
    var parts = 0
    for part in text.split(separator: ".", omittingEmptySubsequences: false) {
      guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ (48...57).contains($0) }), let byte = UInt8(part)
      else { return nil }
      bits = bits << 8 | UInt32(byte)
      parts += 1
    }
    return parts == 4 ? bits : nil
  }

  private static func ipv6(_ text: Substring) -> NetworkAddress? {
    let zoneStart = text.firstIndex(of: "%")
    let zone = zoneStart.map { String(text[text.index(after: $0)...]) }
    if zone?.isEmpty == true { return nil }
    let address = zoneStart.map { text[..<$0] } ?? text
    guard let groups = groups(of: address) else { return nil }
    let high = groups[..<4].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
    let low = groups[4...].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
    return .v6(high, low, zone: zone)
  }

  /// The eight 16-bit groups of an IPv6 text.
  private static func groups(of text: Substring) -> [UInt16]? {
    let gap = text.indices.first { text[$0...].hasPrefix("::") }
    guard let gap else {
      let groups = plainGroups(text)
      return groups?.count == 8 ? groups : nil
    }
    let after = text.index(gap, offsetBy: 2)
    guard let head = plainGroups(text[..<gap]), let tail = plainGroups(text[after...]) else { return nil }
    let missing = 8 - head.count - tail.count
    return missing >= 1 ? head + Array(repeating: 0, count: missing) + tail : nil
  }

  /// Groups between single colons; the last may be a dotted IPv4 address, which makes two.
  private static func plainGroups(_ text: Substring) -> [UInt16]? {
    if text.isEmpty { return [] }
    var result: [UInt16] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if index == parts.count - 1, part.contains("."), let bits = bits(ofIPv4: part) {
        result += [UInt16(bits >> 16), UInt16(truncatingIfNeeded: bits)]
        continue
      }
      guard (1...4).contains(part.utf8.count), part.utf8.first != UInt8(ascii: "+"),
        let group = UInt16(part, radix: 16)
      else { return nil }
      result.append(group)
    }
    return result
  }

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

extension String {
  /// The text without ASCII spaces, tabs and line ends at its two ends.
  fileprivate var trimmingASCIISpace: Substring {
    let spaces: Set<Character> = [" ", "\t", "\n", "\r", "\r\n"]
    var rest = self[...]
    while let first = rest.first, spaces.contains(first) { rest.removeFirst() }
    while let last = rest.last, spaces.contains(last) { rest.removeLast() }
    return rest
  }
}
