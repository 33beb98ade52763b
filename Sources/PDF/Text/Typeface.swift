/// A font as FreeType measures it and as libharu draws it.
struct Typeface {
  let metrics: GlyphMetrics
  let font: PDFFont

  init(path: String, in file: borrowing PDFFile) throws(PDFError) {
    metrics = try GlyphMetrics(path: path)
    font = file.font(at: path)
  }
}
