internal import CHaru
internal import Documents
internal import Files
internal import Model

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

  /// Adds a bookmark that leads to a height of a page, in points from its top.
  func addBookmark(_ title: String, to canvas: borrowing Canvas, top: Double) throws(PDFError) {
    let encoder = HPDF_GetEncoder(handle, Self.encoding)
    let outline = HPDF_CreateOutline(handle, nil, PropertyText.of(title), encoder)
    let destination = try fault.check(HPDF_Page_CreateDestination(canvas.page))
    HPDF_Destination_SetXYZ(destination, 0, HPDF_REAL(max(0, canvas.height - top)), 1)
    keepZoom(of: destination)
    HPDF_Outline_SetDestination(try fault.check(outline), destination)
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
    setProperties(identity)
    setLanguage(identity.languageTag)
  }

  private func setProperties(_ identity: Identity) {
    let keywords = [identity.number, identity.classification, identity.statedMoment].compactMap { $0 }
    let properties: [(HPDF_InfoType, String)] = [
      (HPDF_INFO_TITLE, identity.title), (HPDF_INFO_SUBJECT, identity.subtitle), (HPDF_INFO_AUTHOR, identity.author),
      (HPDF_INFO_KEYWORDS, keywords.joined(separator: ", ")), (HPDF_INFO_CREATOR, identity.software),
    ]
    for (type, text) in properties { HPDF_SetInfoAttr(handle, type, PropertyText.of(text)) }
    if let date = Self.date(of: identity) {
      HPDF_SetInfoDateAttr(handle, HPDF_INFO_CREATION_DATE, date)
      HPDF_SetInfoDateAttr(handle, HPDF_INFO_MOD_DATE, date)
    }
  }

  /// The time of issue on the document's wall clock; nil where there is none, and for years a PDF cannot write.
  private static func date(of identity: Identity) -> HPDF_Date? {
    guard let issuedAt = identity.issuedAt, let local = WallClock.time(issuedAt, zoneOffset: identity.zoneOffset) else {
      return nil
    }
    let (date, time) = (local.date.parts, local.time)
    let minutes = Int32(clamping: identity.zoneOffset.magnitude / 60_000_000)
    guard (1...9999).contains(date.year), minutes < 24 * 60 else { return nil }
    return HPDF_Date(
      year: HPDF_INT(date.year), month: HPDF_INT(date.month), day: HPDF_INT(date.day), hour: HPDF_INT(time.hour),
      minutes: HPDF_INT(time.minute), seconds: HPDF_INT(time.second),
      ind: CChar(bitPattern: UInt8(ascii: identity.zoneOffset < 0 ? "-" : "+")), off_hour: minutes / 60,
      off_minutes: minutes % 60)
  }
}
