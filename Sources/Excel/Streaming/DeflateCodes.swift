/// The two Huffman codes of a block (RFC 1951, 3.2): of letters and lengths, and of distances.
struct DeflateCodes: ~Copyable {
  private var letters = DeflateTable(bits: 11)
  private var distances = DeflateTable(bits: 9)

  /// The order in which the lengths of the codes of lengths stand.
  private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

  /// The codes that need no description.
  mutating func setFixed() {
    let lengths: [UInt8] = (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 }
    letters.fill(lengths[...], Self.letter)
    distances.fill([UInt8](repeating: 5, count: 30)[...], Self.distance)
  }

  /// Reads the description of a block's codes; false where it is none.
  mutating func read(_ reader: inout DeflateBits) -> Bool {
    let letterCount = reader.take(5) + 257
    let distanceCount = reader.take(5) + 1
    let lengthCount = reader.take(4) + 4
    var lengths = [UInt8](repeating: 0, count: 19)
    for symbol in Self.order.prefix(lengthCount) { lengths[symbol] = UInt8(reader.take(3)) }
    var table = DeflateTable(bits: 7)
    table.fill(lengths[...]) { .init(symbol: $0) }
    var all: [UInt8] = []
    all.reserveCapacity(320)
    while all.count < letterCount + distanceCount {
      reader.refill()
      let step = table.withTable { table in
        let step = table.at(reader.peek(table.bits))
        return step.isSpecial ? table.long(&reader) : step
      }
      reader.drop(step.length)
      if step == .unknown || !reader.isWithin { return false }
      switch step.symbol {
      case 16:
        guard let last = all.last else { return false }
        all.append(contentsOf: repeatElement(last, count: 3 + reader.take(2)))
      case 17: all.append(contentsOf: repeatElement(0, count: 3 + reader.take(3)))
      case 18: all.append(contentsOf: repeatElement(0, count: 11 + reader.take(7)))
      case let length: all.append(UInt8(length))
      }
    }
    guard all.count == letterCount + distanceCount else { return false }
    letters.fill(all[..<letterCount], Self.letter)
    distances.fill(all[letterCount...], Self.distance)
    return true
  }

  /// Lends both tables.
  func withTables<Result>(_ body: (DeflateTable.Reading, DeflateTable.Reading) -> Result) -> Result {
    letters.withTable { letters in distances.withTable { body(letters, $0) } }
  }

  private static func letter(_ symbol: Int) -> DeflateTable.Entry {
    switch symbol {
    case ..<256: .letter
    case 256: .end
    case ..<265, 285: .length(extraBits: 0)
    case ..<285: .length(extraBits: (symbol - 261) / 4)
    default: .unknown
    }
  }

  private static func distance(_ symbol: Int) -> DeflateTable.Entry {
    symbol > 29 ? .unknown : .length(extraBits: symbol < 4 ? 0 : (symbol - 2) / 2)
  }
}

/// What every possible beginning of the bits means in one Huffman code.
struct DeflateTable: ~Copyable {
  /// What a code means: how many bits it and what belongs to it have, whether a distance follows, and a symbol.
  struct Entry: Equatable {
    private var value: UInt32

    /// No code begins so.
    static let unknown = Entry(value: 0x8000_0000)
    /// A code that is too long for the table, and the end of the block.
    static let long = Entry(value: 0x8000_0100)
    static let end = Entry(value: 0x8000_0200)
    static let letter = Entry(value: 0)

    private init(value: UInt32) { self.value = value }
    /// A code of lengths.
    init(symbol: Int) { value = UInt32(symbol) << 8 }
    /// A length or a distance, with bits of its own behind the code.
    static func length(extraBits: Int) -> Entry { Entry(value: UInt32(extraBits) | 0x3F << 16) }

    /// The same with the bits of the code; what is special is looked at anew, bit by bit.
    func with(codeLength: Int) -> Entry { isSpecial ? self : Entry(value: value + UInt32(codeLength)) }

    @inline(__always) var isSpecial: Bool { value & 0x8000_0000 != 0 }
    /// How many bits belong to it.
    @inline(__always) var length: Int { Int(truncatingIfNeeded: value & 0x3F) }
    @inline(__always) var hasDistance: Bool { value & 0x3F_0000 != 0 }
    /// All bits where a distance follows.
    @inline(__always) var distanceMask: Int { Int(truncatingIfNeeded: value &>> 16 & 0x3F) }
    var symbol: Int { Int(value >> 8 & 0xFF) }
  }

  private let bits: Int
  /// What the next bits mean.
  private var entries: [Entry]
  /// How many codes of each length there are, and what they mean, in order.
  private var counts = [Int](repeating: 0, count: 16)
  private var meanings: [Entry] = []

  /// A table that has codes of up to so many bits at hand; longer ones are followed bit by bit.
  init(bits: Int) {
    self.bits = bits
    entries = [Entry](repeating: .long, count: 1 << bits)
  }

  /// Takes the code that has, for every symbol, a code of some length.
  mutating func fill(_ lengths: ArraySlice<UInt8>, _ meaning: (Int) -> Entry) {
    for index in entries.indices { entries[index] = .long }
    for index in counts.indices { counts[index] = 0 }
    for length in lengths where length > 0 { counts[Int(length)] += 1 }
    var places = [Int](repeating: 0, count: 17)
    var codes = [Int](repeating: 0, count: 17)
    for length in 1...15 {
      places[length + 1] = places[length] + counts[length]
      codes[length + 1] = (codes[length] + counts[length]) << 1
    }
    meanings = [Entry](repeating: .unknown, count: places[16])
    for (symbol, length) in zip(0..., lengths) where length > 0 {
      let length = Int(length)
      let entry = meaning(symbol).with(codeLength: length)
      meanings[places[length]] = entry
      places[length] += 1
      let code = codes[length]
      codes[length] += 1
      guard length <= bits, !entry.isSpecial else { continue }
      // Codes stand in the stream with their first bit lowest.
      let reversed = (0..<length).reduce(0) { $0 | (code >> $1 & 1) << (length - 1 - $1) }
      for index in stride(from: reversed, to: entries.count, by: 1 << length) { entries[index] = entry }
    }
  }

  /// Lends the table.
  func withTable<Result>(_ body: (Reading) -> Result) -> Result {
    entries.withUnsafeBufferPointer { entries in
      counts.withUnsafeBufferPointer { counts in
        meanings.withUnsafeBufferPointer { meanings in
          body(Reading(bits: bits, entries: entries, counts: counts, meanings: meanings))
        }
      }
    }
  }

  /// A table while it is read.
  struct Reading {
    let bits: Int
    fileprivate let entries: UnsafeBufferPointer<Entry>
    fileprivate let counts: UnsafeBufferPointer<Int>
    fileprivate let meanings: UnsafeBufferPointer<Entry>

    /// What the next bits mean.
    @inline(__always) func at(_ bits: Int) -> Entry { entries[bits] }

    /// What the next bits mean, bit by bit; the end of a block is taken, anything else is not.
    func long(_ reader: inout DeflateBits) -> Entry {
      var code = 0
      var first = 0
      var index = 0
      for length in 1...15 {
        code |= reader.peek(length) >> (length - 1)
        let count = counts[length]
        if code - first < count {
          let entry = meanings[index + code - first]
          if entry == .end { reader.drop(length) }
          return entry
        }
        index += count
        first = (first + count) << 1
        code <<= 1
      }
      return .unknown
    }
  }
}
