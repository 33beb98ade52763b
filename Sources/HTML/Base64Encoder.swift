/// Bytes as base64 (RFC 4648), piece by piece.
struct Base64Encoder {
  private var rest: [UInt8] = []

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// What a piece comes to together with what was left of those before.
  mutating func encode(_ bytes: [UInt8]) -> [UInt8] {
    rest += bytes
    let whole = rest.count - rest.count % 3
    var result: [UInt8] = []
    result.reserveCapacity(whole / 3 * 4)
    for start in stride(from: 0, to: whole, by: 3) {
      let group = UInt32(rest[start]) << 16 | UInt32(rest[start + 1]) << 8 | UInt32(rest[start + 2])
      for shift in [18, 12, 6, 0] { result.append(Self.alphabet[Int(group >> UInt32(shift) & 63)]) }
    }
    rest.removeFirst(whole)
    return result
  }

  /// The end, filled up.
  mutating func finish() -> [UInt8] {
    defer { rest = [] }
    guard let first = rest.first else { return [] }
    let second = rest.count > 1 ? rest[1] : 0
    return [
      Self.alphabet[Int(first >> 2)], Self.alphabet[Int((first & 3) << 4 | second >> 4)],
      rest.count > 1 ? Self.alphabet[Int((second & 15) << 2)] : UInt8(ascii: "="), UInt8(ascii: "="),
    ]
  }
}
