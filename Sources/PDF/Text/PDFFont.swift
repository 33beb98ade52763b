internal import CHaru

/// A font of a PDF, embedded when the first of its characters is drawn.
///
/// libharu writes tens of kilobytes for every font it was given, drawn with or not. The font must not be used after
/// its file is gone.
final class PDFFont {
  private let document: UnsafeMutablePointer<HPDF_Doc_Rec>
  private let fault: Fault
  private let path: String
  /// libharu's handle, once the font is embedded.
  private(set) var embedded: UnsafeMutablePointer<HPDF_Dict_Rec>?

  init(path: String, document: UnsafeMutablePointer<HPDF_Doc_Rec>, fault: Fault) {
    self.path = path
    self.document = document
    self.fault = fault
  }

  /// libharu's handle; nil when the font cannot be embedded, which the fault then says.
  func handle() -> UnsafeMutablePointer<HPDF_Dict_Rec>? {
    if let embedded { return embedded }
    fault.explain(with: .unusableFont(path: path)) {
      if let name = HPDF_LoadTTFontFromFile(document, path, HPDF_BOOL(HPDF_TRUE)) {
        embedded = HPDF_GetFont(document, name, PDFFile.encoding)
      }
      return embedded != nil
    }
    return embedded
  }
}
