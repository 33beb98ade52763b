internal import CHaru
internal import Documents

/// The fonts of a document.
struct FontSet {
  /// What a text is emphasised by.
  enum Weight {
    case regular, bold, italic
  }

  private let regular: Typeface
  private let bold: Typeface
  private let italic: Typeface
  /// Has letters the others lack.
  let fallback: Typeface

  init(_ fonts: Theme.Fonts, in file: borrowing PDFFile) throws(PDFError) {
    regular = try Typeface(path: fonts.regular, in: file)
    bold = try Typeface(path: fonts.bold, in: file)
    italic = try Typeface(path: fonts.italic, in: file)
    fallback = try Typeface(path: fonts.fallback, in: file)
  }

  /// libharu's handles of the fonts that were drawn with.
  var embedded: [UnsafeMutablePointer<HPDF_Dict_Rec>] {
    [regular, bold, italic, fallback].compactMap(\.font.embedded)
  }

  /// The font of a weight.
  subscript(weight: Weight) -> Typeface {
    switch weight {
    case .regular: regular
    case .bold: bold
    case .italic: italic
    }
  }
}

/// A font as FreeType measures it and as libharu draws it.
struct Typeface {
  let metrics: GlyphMetrics
  let font: PDFFont

  init(path: String, in file: borrowing PDFFile) throws(PDFError) {
    metrics = try GlyphMetrics(path: path)
    font = file.font(at: path)
  }
}
