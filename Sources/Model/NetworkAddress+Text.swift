extension NetworkAddress {
  /// More bytes than any way of writing an address with its port and zone; a longer text is a host name.
  private static let longestText = 256

  /// Reads an address from a source's text; nil when the text is empty.
  ///
  /// The text is looked at byte by byte, never by what a reader takes for one character: a combining mark may stand
  /// anywhere. Time grows with the text's length, once.
  public init?(_ text: String) {
    let trimmed = text.trimmingASCIISpace
    guard !trimmed.isEmpty else { return nil }
    // The program's own way of writing a host name reads back as that host name.
    if trimmed.starts(with: Self.hostPrefix.utf8) {
      self = .host(Identifier(String(Substring(trimmed.dropFirst(Self.hostPrefix.utf8.count)))))
      return
    }
    let address = trimmed.count <= Self.longestText ? Self.address(in: Array(trimmed)[...]) : nil
    self = address ?? .host(Identifier(String(Substring(trimmed))))
  }

  private typealias Bytes = ArraySlice<UInt8>

  private static let colon = UInt8(ascii: ":")
  private static let dot = UInt8(ascii: ".")

  private static func address(in text: Bytes) -> NetworkAddress? {
    if text.first == UInt8(ascii: "[") {
      guard let end = text.firstIndex(of: UInt8(ascii: "]")), isPortOrNothing(text[(end + 1)...]) else { return nil }
      return ipv6(text[(text.startIndex + 1)..<end])
    }
    guard let first = text.firstIndex(of: colon) else { return ipv4(text) }
    if text[(first + 1)...].contains(colon) { return ipv6(text) }
    return isPortOrNothing(text[first...]) ? ipv4(text[..<first]) : nil
  }

  /// Whether a text is empty or a colon and a port.
  private static func isPortOrNothing(_ text: Bytes) -> Bool {
    guard let first = text.first else { return true }
    return first == colon && decimal(text.dropFirst(), digits: 5).map { $0 <= UInt16.max } == true
  }

  private static func ipv4(_ text: Bytes) -> NetworkAddress? {
    bits(ofIPv4: text).map { .v4($0) }
  }

  private static func bits(ofIPv4 text: Bytes) -> UInt32? {
    let parts = text.split(separator: dot, omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bits: UInt32 = 0
    for part in parts {
      guard let byte = decimal(part, digits: 3), byte <= UInt8.max else { return nil }
      bits = bits << 8 | byte
    }
    return bits
  }

  private static func ipv6(_ text: Bytes) -> NetworkAddress? {
    var address = text
    var zone: String?
    if let percent = text.firstIndex(of: UInt8(ascii: "%")) {
      let name = text[(percent + 1)...]
      guard !name.isEmpty, name.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
      zone = String(decoding: name, as: UTF8.self)
      address = text[..<percent]
    }
    guard let groups = groups(of: address) else { return nil }
    let high = groups[..<4].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
    let low = groups[4...].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
    return .v6(high, low, zone: zone)
  }

  /// The eight 16-bit groups of an IPv6 text.
  private static func groups(of text: Bytes) -> [UInt16]? {
    let gap = text.indices.dropLast().first { text[$0] == colon && text[$0 + 1] == colon }
    guard let gap else {
      let groups = plainGroups(text, mayEndDotted: true)
      return groups?.count == 8 ? groups : nil
    }
    guard let head = plainGroups(text[..<gap], mayEndDotted: false),
      let tail = plainGroups(text[(gap + 2)...], mayEndDotted: true)
    else { return nil }
    let missing = 8 - head.count - tail.count
    return missing >= 1 ? head + Array(repeating: 0, count: missing) + tail : nil
  }

  /// Groups between single colons; at the end of an address the last may be dotted IPv4, which makes two.
  private static func plainGroups(_ text: Bytes, mayEndDotted: Bool) -> [UInt16]? {
    if text.isEmpty { return [] }
    var result: [UInt16] = []
    var parts = text.split(separator: colon, omittingEmptySubsequences: false)
    var dotted: [UInt16] = []
    if mayEndDotted, let last = parts.last, let bits = bits(ofIPv4: last) {
      dotted = [UInt16(bits >> 16), UInt16(truncatingIfNeeded: bits)]
      parts.removeLast()
    }
    for part in parts {
      guard let group = hexadecimal(part) else { return nil }
      result.append(group)
    }
    return result + dotted
  }

  /// A number of at most so many decimal digits, at least one.
  private static func decimal(_ text: Bytes, digits: Int) -> UInt32? {
    guard (1...digits).contains(text.count) else { return nil }
    var number: UInt32 = 0
    for byte in text {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      number = number * 10 + UInt32(byte - UInt8(ascii: "0"))
    }
    return number
  }

  /// A number of one to four hexadecimal digits.
  private static func hexadecimal(_ text: Bytes) -> UInt16? {
    guard (1...4).contains(text.count) else { return nil }
    var number: UInt16 = 0
    for byte in text {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: return nil
      }
      number = number << 4 | UInt16(digit)
    }
    return number
  }
}

extension String {
  /// The text without ASCII spaces, tabs and line ends at its two ends.
  fileprivate var trimmingASCIISpace: Substring.UTF8View {
    var rest = self[...].utf8
    while let first = rest.first, first.isASCIISpace { rest.removeFirst() }
    while let last = rest.last, last.isASCIISpace { rest.removeLast() }
    return rest
  }
}

extension UInt8 {
  fileprivate var isASCIISpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}
