package import Documents
internal import Files

/// Draws a document into a PDF.
///
/// The same document gives the same bytes: the only time in the file is the one the document was issued at, and
/// nothing asks a clock, a locale or the environment.
package enum PDFRenderer {
  /// Draws a document into the file at `path`, which appears whole (mode 0600) or not at all.
  ///
  /// - Throws: ``PDFError`` when a font is missing or libharu fails, and `FileError` when the file or the spooled
  ///   rows of a table fail. No error carries a row's value.
  package static func draw(_ document: Document, to path: String) throws -> DrawingSummary {
    let file = try PDFFile.begin(document.identity)
    let fonts = try FontSet(document.theme.fonts, in: file)
    let output = try OutputFile(at: path)
    var flow = try PageFlow(document, file: file, typesetter: Typesetter(fonts: fonts))
    try HeadingBlock(document).draw(in: &flow)
    let sections = document.sections.filter(\.isPaged)
    for (index, section) in sections.enumerated() {
      if SectionDrawing.isSigned(section), index == 0 || !SectionDrawing.isSigned(sections[index - 1]) {
        try keepTogether(sections[index...].prefix(while: SectionDrawing.isSigned), from: index, in: &flow)
      }
      try SectionDrawing(section, number: index + 1).draw(in: &flow)
    }
    return try flow.finish(to: output)
  }

  /// Begins a new page for sections that belong together, where they do not fit on this one and do on an empty one.
  private static func keepTogether(
    _ sections: ArraySlice<Section>, from index: Int, in flow: inout PageFlow
  ) throws {
    guard sections.allSatisfy({ $0.isLandscape == flow.isLandscape }) else { return }
    var height = 0.0
    for (place, section) in sections.enumerated() {
      guard let whole = try SectionDrawing(section, number: index + place + 1).height(in: flow) else { return }
      height += whole
    }
    if height <= flow.pageRoom, height > flow.room { try flow.beginNewPage(isLandscape: flow.isLandscape) }
  }
}

/// What drawing a document came to.
package struct DrawingSummary: Sendable, Equatable {
  /// How many pages the file has, at least one.
  package let pages: Int
  /// How many characters no font has; each stands in the file as `<U+…>`.
  package let replacedCharacters: Int
  /// How many cells of tables were too long for a page and were shortened.
  package let shortenedCells: Int
}
