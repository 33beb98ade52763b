internal import CHaru
internal import Documents
internal import Files

/// A PDF while libharu holds it in memory.
struct PDFFile: ~Copyable {
  let fault: Fault
  let handle: UnsafeMutablePointer<HPDF_Doc_Rec>

  /// How many pages share a node of the page tree; libharu's nodes hold 32,767 at most.
  private static let pagesPerNode: HPDF_UINT = 500
  /// The encoding of every text given to libharu.
  static let encoding = "UTF-8"

  /// Begins a file that carries a document's properties.
  static func begin(_ identity: Identity) throws(PDFError) -> PDFFile {
    let fault = Fault()
    let handle = HPDF_New({ Fault.record(code: $0, detail: $1, userData: $2) }, fault.userData)
    let file = PDFFile(try fault.check(handle), fault)
    file.prepare(identity)
    try fault.check()
    return file
  }

  private init(_ handle: UnsafeMutablePointer<HPDF_Doc_Rec>, _ fault: Fault) {
    self.handle = handle
    self.fault = fault
  }

  deinit { HPDF_Free(handle) }

  /// A TrueType file to draw with; only the glyphs that are drawn end up in the PDF.
  func font(at path: String) -> PDFFont { PDFFont(path: path, document: handle, fault: fault) }

  /// Adds an A4 page at the end.
  func addPage(isLandscape: Bool) throws(PDFError) -> Canvas {
    let page = try fault.check(HPDF_AddPage(handle))
    HPDF_Page_SetSize(page, HPDF_PAGE_SIZE_A4, isLandscape ? HPDF_PAGE_LANDSCAPE : HPDF_PAGE_PORTRAIT)
    try fault.check()
    return Canvas(page, width: Double(HPDF_Page_GetWidth(page)), height: Double(HPDF_Page_GetHeight(page)))
  }

  /// Adds an upright A4 page before another one.
  func insertPage(before canvas: borrowing Canvas) throws(PDFError) -> Canvas {
    let page = try fault.check(HPDF_InsertPage(handle, canvas.page))
    HPDF_Page_SetSize(page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT)
    try fault.check()
    return Canvas(page, width: Double(HPDF_Page_GetWidth(page)), height: Double(HPDF_Page_GetHeight(page)))
  }

  /// Adds a bookmark that leads to a height of a page, in points from its top.
  func addBookmark(_ title: String, to canvas: borrowing Canvas, top: Double) throws(PDFError) {
    let encoder = HPDF_GetEncoder(handle, Self.encoding)
    let outline = HPDF_CreateOutline(handle, nil, PropertyText.of(title), encoder)
    HPDF_Dict_Add(try fault.check(outline), "Dest", try destination(on: canvas, top: top))
    try fault.check()
  }

  /// Writes the file out and gives it its name.
  func save(to output: consuming OutputFile) throws {
    HPDF_SaveToStream(handle)
    try fault.check()
    var rest = Int(HPDF_GetStreamSize(handle))
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while rest > 0 {
      // Never more than there is: libharu takes reading past the end for a failure.
      var count = HPDF_UINT32(min(rest, chunk.count))
      HPDF_ReadFromStream(handle, &chunk, &count)
      try fault.check()
      guard count > 0 else { throw PDFError.library(code: UInt(HPDF_STREAM_EOF), detail: 0) }
      try output.append(chunk[..<Int(count)])
      rest -= Int(count)
    }
    try output.commit()
  }

  private func prepare(_ identity: Identity) {
    HPDF_SetCompressionMode(handle, HPDF_UINT(HPDF_COMP_ALL))
    HPDF_UseUTFEncodings(handle)
    HPDF_SetCurrentEncoder(handle, Self.encoding)
    HPDF_SetPagesConfiguration(handle, Self.pagesPerNode)
    HPDF_SetPageMode(handle, HPDF_PAGE_MODE_USE_OUTLINE)
    let properties = FileProperties(identity)
    setProperties(properties)
    setLanguage(identity.languageTag)
    addArchivalParts(properties)
  }

  private func setProperties(_ properties: FileProperties) {
    for (type, text) in properties.texts { HPDF_SetInfoAttr(handle, type, text) }
    if let date = properties.issued {
      HPDF_SetInfoDateAttr(handle, HPDF_INFO_CREATION_DATE, date)
      HPDF_SetInfoDateAttr(handle, HPDF_INFO_MOD_DATE, date)
    }
  }
}
