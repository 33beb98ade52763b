internal import CHaru

/// What libharu 2.3 has no function for: it is put into the file's dictionaries by hand, with the functions and
/// records of its installed headers.
extension PDFFile {
  /// Says which language the text is in, and asks readers to show the title instead of the file's name.
  func setLanguage(_ tag: String) {
    let document = handle.pointee
    // Both entries came with PDF 1.4.
    handle.pointee.pdf_version = HPDF_VER_14
    HPDF_Dict_Add(document.catalog, "Lang", HPDF_String_New(document.mmgr, tag, nil))
    let preferences = HPDF_Dict_New(document.mmgr)
    HPDF_Dict_AddBoolean(preferences, "DisplayDocTitle", HPDF_BOOL(HPDF_TRUE))
    HPDF_Dict_Add(document.catalog, "ViewerPreferences", preferences)
  }

  /// Has a bookmark leave the reader's zoom as it is: a zoom of 0 says so, but libharu refuses to set it.
  func keepZoom(of destination: HPDF_Destination) {
    let zoom = HPDF_Array_GetItem(destination, 4, HPDF_UINT16(HPDF_OCLASS_REAL))
    zoom?.assumingMemoryBound(to: HPDF_Real_Rec.self).pointee.value = 0
  }

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
    }
    try fault.check()
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
