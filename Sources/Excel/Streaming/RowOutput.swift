/// A row while it is written.
struct RowOutput {
  private let bytes: RowBytes
  private var place: UnsafeMutablePointer<UInt8>
  /// The digits of the row's number, behind its first place.
  private var digits: SIMD16<UInt8> = .zero
  private let digitCount: Int
  private let room: Int

  /// Room for so many bytes, and for the number of a row.
  init(_ bytes: RowBytes, room: Int, rowNumber: Int) {
    self.bytes = bytes
    self.room = room
    place = bytes.room(for: room)
    digitCount = withUnsafeMutableBytes(of: &digits) { digits in
      guard let start = digits.bindMemory(to: UInt8.self).baseAddress else { return 0 }
      return NumberDigits.write(Int64(rowNumber), at: start) - start
    }
  }

  /// Makes room for so many bytes more than the row was to have.
  mutating func reserve(_ more: Int) {
    bytes.end(at: place)
    place = bytes.room(for: room + more)
  }

  @inline(__always) mutating func append(_ text: StaticString) {
    place.update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    place += text.utf8CodeUnitCount
  }

  @inline(__always) mutating func append(_ part: CellMarkup.Part, of bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return }
      place.update(from: start + Int(part.start), count: Int(part.count))
    }
    place += Int(part.count)
  }

  /// Appends the number of the row.
  @inline(__always) mutating func appendRowNumber() {
    // Sixteen bytes at once; those behind the number are written over.
    UnsafeMutableRawPointer(place).storeBytes(of: digits, as: SIMD16<UInt8>.self)
    place += digitCount
  }

  @inline(__always) mutating func append(_ number: Int64) { place = NumberDigits.write(number, at: place) }

  @inline(__always) mutating func append(_ number: Double) { place = NumberDigits.write(number, at: place) }

  @inline(__always) mutating func append(text: UnsafeRawBufferPointer) { place = TextMarkup.write(text, at: place) }

  /// Says that the row is whole.
  func finish() { bytes.end(at: place) }
}
