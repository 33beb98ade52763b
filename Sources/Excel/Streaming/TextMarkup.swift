/// Texts as XML keeps them, and as Excel reads them back.
enum TextMarkup {
  /// The most bytes that a text of so many bytes becomes: a control character becomes seven.
  static func longest(_ count: Int) -> Int { count * 7 + 16 }

  /// Whether a byte is white space at a text's edge, which XML would drop.
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0D }

  /// Writes a text where there is room for it; returns where it ends.
  static func write(
    _ text: UnsafeRawBufferPointer, at start: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    var place = start
    var index = 0
    let count = text.count
    while index < count {
      // Eight at a time where none of them needs another form.
      if index &+ 8 <= count {
        let piece = text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if !needsForm(piece) {
          UnsafeMutableRawPointer(place).storeBytes(of: piece, as: UInt64.self)
          place += 8
          index &+= 8
          continue
        }
      }
      let end = min(index &+ 8, count)
      while index < end {
        place = write(text[index], at: place)
        index &+= 1
      }
    }
    return place
  }

  /// Whether any of eight bytes is a control character or markup.
  @inline(__always) private static func needsForm(_ piece: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    // A byte's highest bit is set where a subtraction took from it, which it does below a bound, or at zero.
    let controls = (piece &- ones &* 0x20) & ~piece
    let ampersand = piece ^ ones &* 0x26
    // "<" and ">" are two apart, in that one bit.
    let angle = (piece | ones &* 0x02) ^ ones &* 0x3E
    let found = controls | (ampersand &- ones) & ~ampersand | (angle &- ones) & ~angle
    return found & (ones &* 0x80) != 0
  }

  @inline(__always) private static func write(
    _ byte: UInt8, at place: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    switch byte {
    case UInt8(ascii: "&"): return write("&amp;", at: place)
    case UInt8(ascii: "<"): return write("&lt;", at: place)
    case UInt8(ascii: ">"): return write("&gt;", at: place)
    case 0x09, 0x0A, 0x20...:
      place.pointee = byte
      return place + 1
    default:
      // As Excel keeps what XML has no character for.
      let end = write("_x00", at: place)
      end[0] = byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1")
      let digit = byte & 0xF
      end[1] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10
      end[2] = UInt8(ascii: "_")
      return end + 3
    }
  }

  @inline(__always) private static func write(
    _ text: StaticString, at place: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    place.update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    return place + text.utf8CodeUnitCount
  }
}
