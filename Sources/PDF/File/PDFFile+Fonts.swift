internal import CHaru

/// What the file says about its fonts, mended where libharu says it wrongly or not at all.
extension PDFFile {
  /// Mends what the fonts say about their characters.
  ///
  /// libharu writes the map from glyphs to Unicode with `begincidrange`, which that kind of map may not have:
  /// poppler warns about it on every page and every reader has to guess. It also names a character collection that
  /// does not exist, `Adobe-Identity-H`.
  func describeFonts(_ fonts: FontSet) throws(PDFError) {
    for font in fonts.embedded {
      let map = HPDF_Dict_GetItem(font, "ToUnicode", HPDF_UINT16(HPDF_OCLASS_DICT))
      let descendants = HPDF_Dict_GetItem(font, "DescendantFonts", HPDF_UINT16(HPDF_OCLASS_ARRAY))
      guard let map = map?.assumingMemoryBound(to: HPDF_Dict_Rec.self),
        let descendants = descendants?.assumingMemoryBound(to: HPDF_Array_Rec.self),
        let descendant = HPDF_Array_GetItem(descendants, 0, HPDF_UINT16(HPDF_OCLASS_DICT))
      else { continue }
      HPDF_MemStream_FreeData(map.pointee.stream)
      HPDF_Stream_WriteStr(map.pointee.stream, Self.unicodeMap)
      for name in ["Type", "CMapName", "CIDSystemInfo", "WMode"] { HPDF_Dict_RemoveElement(map, name) }
      let collection = HPDF_Dict_GetItem(
        descendant.assumingMemoryBound(to: HPDF_Dict_Rec.self), "CIDSystemInfo", HPDF_UINT16(HPDF_OCLASS_DICT))
      if let collection = collection?.assumingMemoryBound(to: HPDF_Dict_Rec.self) {
        HPDF_Dict_Add(collection, "Ordering", HPDF_String_New(handle.pointee.mmgr, "Identity", nil))
      }
      completeDescriptor(of: font)
    }
    try fault.check()
  }

  /// Says how high capitals are and which characters are embedded, which PDF/A asks for and libharu leaves out.
  ///
  /// The descriptor is made when a font is written; here that is done a moment earlier.
  private func completeDescriptor(of font: HPDF_Dict) {
    guard let attributes = font.pointee.attr?.assumingMemoryBound(to: HPDF_FontAttr_Rec.self),
      font.pointee.before_write_fn?(font) == HPDF_STATUS(HPDF_OK), let definition = attributes.pointee.fontdef,
      let descriptor = definition.pointee.descriptor
    else { return }
    HPDF_Dict_AddNumber(descriptor, "CapHeight", HPDF_INT32(definition.pointee.cap_height))
    let set = Self.characterSet(of: definition)
    if let stream = stream(set, isCompressed: true) { HPDF_Dict_Add(descriptor, "CIDSet", stream) }
  }

  /// One bit for every code whose glyph is embedded, the highest bit first (PDF 32000-1, 9.8.3.2).
  private static func characterSet(of definition: HPDF_FontDef) -> [UInt8] {
    var set = [UInt8](repeating: 0, count: 1 << 13)
    guard let attributes = definition.pointee.attr?.assumingMemoryBound(to: HPDF_TTFontDefAttr_Rec.self),
      let used = attributes.pointee.glyph_tbl.flgs
    else { return set }
    // Code 0 is the glyph of what a font has not, and always there.
    set[0] = 0x80
    for codes in codes(of: attributes.pointee.cmap) {
      for code in codes where code > 0 {
        let glyph = HPDF_TTFontDef_GetGlyphid(definition, code)
        if glyph > 0, glyph < attributes.pointee.num_glyphs, used[Int(glyph)] == 1 {
          set[Int(code) / 8] |= 0x80 >> UInt8(code % 8)
        }
      }
    }
    return set
  }

  /// The codes that a font has glyphs for; libharu walks through all of them for each code it is asked for.
  private static func codes(of map: HPDF_TTF_CmapRange) -> [ClosedRange<HPDF_UINT16>] {
    guard map.format == 4, let starts = map.start_count, let ends = map.end_count else { return [0...HPDF_UINT16.max] }
    return (0..<Int(map.seg_count_x2) / 2).compactMap { segment in
      starts[segment] <= ends[segment] ? starts[segment]...ends[segment] : nil
    }
  }

  /// The map of every font: libharu numbers glyphs by their UTF-16 code units, so each code stands for itself.
  ///
  /// A range may vary in its last byte only, and a block may have a hundred ranges (PDF 32000-1, 9.10.3).
  private static let unicodeMap: String = {
    func hexadecimal(_ value: Int) -> String {
      let digits = String(value, radix: 16, uppercase: true)
      return "<" + String(repeating: "0", count: 4 - digits.utf8.count) + digits + ">"
    }
    let surrogates = 0xD8...0xDF
    let rows = (0...0xFF).filter { !surrogates.contains($0) }.map { $0 << 8 }
    var map = """
      /CIDInit /ProcSet findresource begin
      12 dict begin
      begincmap
      /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
      /CMapName /Adobe-Identity-UCS def
      /CMapType 2 def
      1 begincodespacerange
      <0000> <FFFF>
      endcodespacerange

      """
    for start in stride(from: 0, to: rows.count, by: 100) {
      let block = rows[start..<min(start + 100, rows.count)]
      map += "\(block.count) beginbfrange\n"
      for row in block { map += "\(hexadecimal(row)) \(hexadecimal(row + 0xFF)) \(hexadecimal(row))\n" }
      map += "endbfrange\n"
    }
    return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
  }()
}
