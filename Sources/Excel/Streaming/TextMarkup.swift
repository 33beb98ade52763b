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
      // Sixteen at a time where none of them needs another form.
      if index + 16 <= count {
        let piece = text.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
        if !needsForm(piece) {
          UnsafeMutableRawPointer(place).storeBytes(of: piece, as: SIMD16<UInt8>.self)
          place += 16
          index += 16
          continue
        }
      }
      let end = min(index + 16, count)
      while index < end {
        place = write(text[index], at: place)
        index += 1
      }
    }
    return place
  }

  @inline(__always) private static func needsForm(_ piece: SIMD16<UInt8>) -> Bool {
    let control = piece .< SIMD16(repeating: 0x20)
    let ampersand = piece .== SIMD16(repeating: UInt8(ascii: "&"))
    // "<" and ">" are two apart, in that one bit.
    let angle = (piece | SIMD16(repeating: 2)) .== SIMD16(repeating: UInt8(ascii: ">"))
    return any(control .| ampersand .| angle)
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
