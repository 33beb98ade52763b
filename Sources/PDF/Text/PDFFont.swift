internal import CHaru

/// A font of the PDF.
struct PDFFont {
  let handle: UnsafeMutablePointer<HPDF_Dict_Rec>
}
