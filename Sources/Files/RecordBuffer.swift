/// The bytes of one record while it is built; its memory is used again for the next one.
///
/// What an array of bytes does with every byte (is there room, does nobody else look) is done once a value here: rows
/// come in millions.
public struct RecordBuffer: ~Copyable {
  private var storage = UnsafeMutableRawBufferPointer.allocate(byteCount: 1024, alignment: 8)
  /// How many bytes the record has so far.
  public private(set) var count = 0

  /// An empty record.
  public init() {}

  deinit {
    storage.deallocate()
  }

  /// Forgets the bytes, keeping the memory.
  public mutating func clear() {
    count = 0
  }

  /// Adds a byte.
  public mutating func append(byte: UInt8) {
    reserve(1)
    storage[count] = byte
    count += 1
  }

  /// Adds the eight bytes of a number, least significant first.
  public mutating func append(number: Int64) {
    reserve(8)
    storage.storeBytes(of: number.littleEndian, toByteOffset: count, as: Int64.self)
    count += 8
  }

  /// Adds the four bytes of a length, least significant first.
  public mutating func append(length: Int) {
    reserve(4)
    storage.storeBytes(of: UInt32(length).littleEndian, toByteOffset: count, as: UInt32.self)
    count += 4
  }

  /// Adds a number in decimal digits.
  public mutating func append(decimal number: Int64) {
    let count = Self.decimalCount(number)
    reserve(count)
    if number < 0 { storage[self.count] = UInt8(ascii: "-") }
    var rest = number.magnitude
    var place = self.count + count
    repeat {
      place -= 1
      storage[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    self.count += count
  }

  /// Adds a number, none below zero, in so many decimal digits, with zeros before it; a longer one loses its first ones.
  public mutating func append(decimal number: Int, width: Int) {
    reserve(width)
    var rest = number
    for place in stride(from: count + width - 1, through: count, by: -1) {
      storage[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    count += width
  }

  /// How many characters a number has in decimal digits.
  public static func decimalCount(_ number: Int64) -> Int {
    var count = number < 0 ? 2 : 1
    var rest = number.magnitude
    while rest >= 10 {
      rest /= 10
      count += 1
    }
    return count
  }

  /// Adds a text as UTF-8.
  public mutating func append(text: String) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  /// Adds bytes.
  public mutating func append(bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { append($0) }
  }

  /// Adds bytes.
  public mutating func append(bytes: [UInt8]) {
    bytes.withUnsafeBytes { append($0) }
  }

  /// Adds bytes.
  public mutating func append(_ bytes: Span<UInt8>) {
    bytes.withUnsafeBytes { append($0) }
  }

  /// A copy of the bytes.
  public var bytes: [UInt8] { withBytes { Array($0) } }

  /// Lends the bytes.
  public func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(UnsafeRawBufferPointer(rebasing: storage[..<count]))
  }

  /// Adds bytes from where they lie.
  public mutating func append(_ bytes: UnsafeRawBufferPointer) {
    reserve(bytes.count)
    UnsafeMutableRawBufferPointer(rebasing: storage[count..<count + bytes.count]).copyMemory(from: bytes)
    count += bytes.count
  }

  /// Makes room for more bytes.
  private mutating func reserve(_ more: Int) {
    guard storage.count - count < more else { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(storage.count * 2, count + more), alignment: 8)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[..<count]))
    storage.deallocate()
    storage = larger
  }
}
