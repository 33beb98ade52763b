/// Looks for bytes of a text that cannot be copied as they are, eight bytes at a time.
struct ByteSearch: Sendable {
  private typealias Wanted = (UInt64, UInt64, UInt64, UInt64)

  private let wanted: Wanted
  private let floor: UInt64

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// A search for four bytes, which may be the same, and for every byte below `floor`, at most 128.
  init(for bytes: (UInt8, UInt8, UInt8, UInt8), below floor: UInt8 = 0) {
    func repeated(_ byte: UInt8) -> UInt64 { UInt64(byte) * Self.ones }
    wanted = (repeated(bytes.0), repeated(bytes.1), repeated(bytes.2), repeated(bytes.3))
    self.floor = repeated(floor)
  }

  /// Where the first such byte stands from `start` on; the end of the text where there is none.
  func first(in text: Span<UInt8>, from start: Int = 0) -> Int {
    let bytes = unsafe text.bytes
    var index = start
    while index + 8 <= bytes.byteCount {
      let word = unsafe UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
      let marks = marks(in: word)
      if marks != 0 { return index + marks.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < text.count, marks(in: UInt64(text[index]) | ~0xFF) & 0xFF == 0 { index += 1 }
    return index
  }

  /// A bit in each byte that was looked for, and perhaps in bytes after the first of them: a subtraction carries upwards.
  private func marks(in word: UInt64) -> UInt64 {
    (zeros(word ^ wanted.0) | zeros(word ^ wanted.1) | zeros(word ^ wanted.2) | zeros(word ^ wanted.3)
      | (word &- floor) & ~word) & Self.highBits
  }

  private func zeros(_ word: UInt64) -> UInt64 { (word &- Self.ones) & ~word }
}
