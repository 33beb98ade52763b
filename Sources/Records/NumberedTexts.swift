public import Model

/// Texts, numbered from zero in the order in which each is first met: rows name the same ones again and again.
///
/// They are told apart by their bytes, and by a kind where there are several. The bytes lie one behind the other: a text
/// that was met before costs no memory, and none costs an object. Memory: the texts, and some thirty bytes for each.
public struct NumberedTexts {
  private struct Entry {
    let end: Int
    let hash: Int
    let kind: UInt8
  }

  private var bytes: [UInt8] = []
  private var entries: [Entry] = []
  /// By hash: the number of a text and one, or zero where there is none; a power of two, at most half of them taken.
  private var places: [Int32] = []
  private var latest = -1

  /// No text yet.
  public init() {}

  /// How many there are.
  public var count: Int { entries.count }

  /// Whether there is none.
  public var isEmpty: Bool { entries.isEmpty }

  /// The text of a number.
  public subscript(number: Int) -> Identifier {
    Identifier(String(decoding: bytes[start(of: number)..<entries[number].end], as: UTF8.self))
  }

  /// The kind that the text of a number was given.
  public func kind(_ number: Int) -> UInt8 { entries[number].kind }

  /// The number of a text, a new one where it was not met before; -1 for one more than `limit`.
  public mutating func number(of text: Span<UInt8>, kind: UInt8 = 0, limit: Int = Int(Int32.max)) -> Int32 {
    // Most rows name what the row before them names.
    if latest >= 0, holds(text, kind, latest) { return Int32(latest) }
    var hasher = Hasher()
    unsafe text.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    let hash = hasher.finalize()
    if places.count < 2 * (entries.count + 1) { enlarge() }
    var place = hash & (places.count - 1)
    while places[place] > 0 {
      let number = Int(places[place]) - 1
      if entries[number].hash == hash, holds(text, kind, number) {
        latest = number
        return Int32(number)
      }
      place = (place + 1) & (places.count - 1)
    }
    if entries.count >= limit { return -1 }
    unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    latest = entries.count
    entries.append(Entry(end: bytes.count, hash: hash, kind: kind))
    places[place] = Int32(entries.count)
    return Int32(latest)
  }

  private func start(of number: Int) -> Int { number == 0 ? 0 : entries[number - 1].end }

  /// Whether a text is the one of a number, byte for byte.
  private func holds(_ text: Span<UInt8>, _ kind: UInt8, _ number: Int) -> Bool {
    let start = start(of: number)
    guard entries[number].end - start == text.count, entries[number].kind == kind else { return false }
    return text.isEqual(to: bytes.span.extracting(start..<start + text.count))
  }

  private mutating func enlarge() {
    places = Array(repeating: 0, count: max(16, places.count * 2))
    for number in entries.indices {
      var place = entries[number].hash & (places.count - 1)
      while places[place] > 0 { place = (place + 1) & (places.count - 1) }
      places[place] = Int32(number + 1)
    }
  }
}

extension Span<UInt8> {
  /// Whether the bytes are those of another one; they are looked at eight at a time.
  func isEqual(to other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    var index = 0
    while index + 8 <= count {
      let first = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      if unsafe first != other.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self) { return false }
      index += 8
    }
    while index < count {
      if self[index] != other[index] { return false }
      index += 1
    }
    return true
  }
}
