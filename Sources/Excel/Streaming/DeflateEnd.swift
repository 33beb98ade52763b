/// Finds where a deflated stream ends, to the bit, by following its codes without unpacking anything (RFC 1951).
///
/// libdeflate makes whole streams only; with this, one can be opened again and another put behind it.
struct DeflateEnd {
  /// Where the last block begins, in bits: there stands the mark that says it is the last.
  let lastBlock: Int
  /// Where the bits of the stream end.
  let end: Int

  /// Follows a stream; nil where it is none.
  init?(of bytes: UnsafeRawBufferPointer) {
    var reader = DeflateBits(bytes)
    var codes = DeflateCodes()
    while true {
      let block = reader.position
      let isLast = reader.take(1) == 1
      switch reader.take(2) {
      case 0:
        reader.skipToByte()
        let length = reader.take(16)
        guard reader.take(16) == length ^ 0xFFFF else { return nil }
        reader.skip(bytes: length)
      case 1:
        codes.setFixed()
        guard Self.follow(&reader, codes) else { return nil }
      case 2:
        guard codes.read(&reader), Self.follow(&reader, codes) else { return nil }
      default: return nil
      }
      guard reader.isWithin else { return nil }
      if isLast {
        (lastBlock, end) = (block, reader.position)
        return
      }
    }
  }

  /// Follows the codes of a block to its end.
  private static func follow(_ reader: inout DeflateBits, _ codes: borrowing DeflateCodes) -> Bool {
    // A copy within the closure stays in registers.
    let (isSound, end) = codes.withTables { [reader] letters, distances in
      var reader = reader
      while reader.isWithin {
        reader.refill()
        // No more than 48 bits in all; at least 56 are at hand.
        var letter = letters.at(reader.peek(letters.bits))
        if letter.isSpecial {
          letter = letters.long(&reader)
          if letter == .end { return (true, reader) }
          if letter == .unknown { return (false, reader) }
        }
        reader.drop(letter.length)
        // What is a letter and what a length nobody can foresee: a letter's distance is looked up, and not taken.
        var distance = distances.at(reader.peek(distances.bits))
        if distance.isSpecial, letter.hasDistance {
          distance = distances.long(&reader)
          if distance == .unknown { return (false, reader) }
        }
        reader.drop(distance.length & letter.distanceMask)
      }
      return (false, reader)
    }
    reader = end
    return isSound
  }
}

/// The bits of a deflated stream, from the lowest of the first byte on.
struct DeflateBits {
  private let bytes: UnsafeRawBufferPointer
  /// The next byte to be taken in.
  private var next = 0
  private var bits: UInt64 = 0
  private var count = 0

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// How many bits were taken.
  @inline(__always) var position: Int { next &* 8 &- count }
  /// Whether no more was taken than there is.
  @inline(__always) var isWithin: Bool { position <= bytes.count &* 8 }

  /// Has at least 56 bits at hand; zeros stand behind the end.
  @inline(__always) mutating func refill() {
    if next &+ 8 <= bytes.count {
      // What is taken in twice is the same.
      bits |= UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: next, as: UInt64.self)) &<< UInt64(count)
      let taken = (63 &- count) &>> 3
      next &+= taken
      count &+= taken &* 8
    } else {
      refillAtEnd()
    }
  }

  private mutating func refillAtEnd() {
    while count <= 56 {
      if next < bytes.count { bits |= UInt64(bytes[next]) << UInt64(count) }
      next += 1
      count += 8
    }
  }

  /// The next bits, without taking them; no more than ``refill()`` has at hand.
  @inline(__always) func peek(_ length: Int) -> Int {
    Int(truncatingIfNeeded: bits & (1 &<< UInt64(truncatingIfNeeded: length) &- 1))
  }

  /// Takes bits that are at hand.
  @inline(__always) mutating func drop(_ length: Int) {
    bits &>>= UInt64(truncatingIfNeeded: length)
    count &-= length
  }

  /// Takes up to 16 bits.
  mutating func take(_ length: Int) -> Int {
    refill()
    let value = peek(length)
    drop(length)
    return value
  }

  /// Leaves the rest of a byte out.
  mutating func skipToByte() { drop(count % 8) }

  /// Leaves whole bytes out.
  mutating func skip(bytes length: Int) {
    next = position / 8 + length
    (bits, count) = (0, 0)
  }
}
