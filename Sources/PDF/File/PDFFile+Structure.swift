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

  /// The place of a page at a height, in points from its top, which leaves the reader's zoom as it is.
  ///
  /// libharu's own destinations are objects of the file, which PDF/A validators do not follow, and refuse a zoom of 0.
  func destination(on canvas: borrowing Canvas, top: Double) throws(PDFError) -> HPDF_Array {
    let destination = try fault.check(HPDF_Array_New(handle.pointee.mmgr))
    HPDF_Array_Add(destination, canvas.page)
    HPDF_Array_AddName(destination, "XYZ")
    for number in [0, max(0, canvas.height - top), 0] { HPDF_Array_AddReal(destination, HPDF_REAL(number)) }
    try fault.check()
    return destination
  }

  /// Makes a rectangle of a page lead to a height of another one, in points from its top.
  ///
  /// PDF/A asks for links that are printed, with their destination in themselves.
  func addLink(
    _ area: Rectangle, on canvas: borrowing Canvas, to target: borrowing Canvas, top: Double
  ) throws(PDFError) {
    let frame = HPDF_Rect(
      left: HPDF_REAL(area.x), bottom: HPDF_REAL(canvas.height - area.bottom), right: HPDF_REAL(area.right),
      top: HPDF_REAL(canvas.height - area.y))
    let libraryDestination = try fault.check(HPDF_Page_CreateDestination(target.page))
    let link = try fault.check(HPDF_Page_CreateLinkAnnot(canvas.page, frame, libraryDestination))
    HPDF_Dict_Add(link, "Dest", try destination(on: target, top: top))
    HPDF_Dict_AddNumber(link, "F", 4)
    let border = try fault.check(HPDF_Array_New(handle.pointee.mmgr))
    for _ in 0..<3 { HPDF_Array_AddNumber(border, 0) }
    HPDF_Dict_Add(link, "Border", border)
    try fault.check()
  }
}
