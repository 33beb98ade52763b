internal import CFreeType
internal import Files

/// Which characters a TrueType file has, and how far each moves the pen.
///
/// libharu draws the missing-glyph box without a word, so FreeType is asked beforehand. The answers are kept.
final class GlyphMetrics {
  private var library: FT_Library?
  private var face: FT_Face?
  /// Advances by UTF-16 code unit; negative ones are ``missing`` or ``unknown``.
  private var advances = [Int16](repeating: unknown, count: 1 << 16)

  private static let unknown: Int16 = -2
  private static let missing: Int16 = -1

  /// Opens a font file.
  init(path: String) throws(PDFError) {
    guard InputFile.exists(path) else { throw .missingFont(path: path) }
    // FreeType does not tell why it cannot open a file.
    do throws(FileError) { _ = try FileDescriptor(reading: path) } catch { throw .closedFont(error.message) }
    guard FT_Init_FreeType(&library) == 0, FT_New_Face(library, path, 0, &face) == 0, let face, selectMap(of: face)
    else { throw .unusableFont(path: path) }
  }

  deinit {
    FT_Done_Face(face)
    FT_Done_FreeType(library)
  }

  /// How far a character moves the pen, in thousandths of the text size; negative when the font does not have it.
  func advance(of code: UInt16) -> Int16 {
    let known = advances[Int(code)]
    if known != Self.unknown { return known }
    let advance = look(up: code)
    advances[Int(code)] = advance
    return advance
  }

  private func look(up code: UInt16) -> Int16 {
    guard let face else { return Self.missing }
    let glyph = FT_Get_Char_Index(face, FT_ULong(code))
    guard glyph != 0, FT_Load_Glyph(face, glyph, FT_Int32(FT_LOAD_NO_SCALE)) == 0, let slot = face.pointee.glyph else {
      return Self.missing
    }
    // Rounded down, as libharu does when it writes the widths readers move by.
    let thousandths = slot.pointee.metrics.horiAdvance * 1000 / Int(max(1, face.pointee.units_per_EM))
    return Int16(clamping: max(0, thousandths))
  }

  /// Selects the character map libharu reads: Microsoft's for the Basic Multilingual Plane.
  private func selectMap(of face: FT_Face) -> Bool {
    for index in 0..<Int(face.pointee.num_charmaps) {
      guard let map = face.pointee.charmaps[index] else { continue }
      if map.pointee.platform_id == 3, map.pointee.encoding_id == 1 { return FT_Set_Charmap(face, map) == 0 }
    }
    return false
  }
}
