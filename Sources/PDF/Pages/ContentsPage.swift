internal import Documents

/// The page that lists the sections with their pages, behind the first one.
///
/// It is drawn when everything else is, since only then the sections have their pages.
struct ContentsPage {
  private var lines: [Line] = []

  /// A section, and where it begins: the page's place without this one, and how far from the page's top.
  private struct Line {
    var number: Int
    var title: String
    var page: Int
    var top: Double
  }

  /// Its place among the pages.
  static let place = 1
  /// Shorter documents are leafed through.
  private static let pagesWithout = 5
  private static let mostLeading = 20.0
  private static let headingHeight = 30.0
  private static let numberWidth = 24.0

  /// Whether a document of so many pages needs one.
  static func isWorthwhile(pages: Int) -> Bool { pages > pagesWithout }

  /// Adds a section.
  mutating func add(number: Int, title: String, page: Int, top: Double) {
    lines.append(Line(number: number, title: title, page: page, top: top))
  }

  /// Draws the page and returns it.
  func draw(
    before pages: borrowing [Canvas], in file: borrowing PDFFile, _ typesetter: Typesetter, _ styles: TextStyles,
    _ words: RendererTexts, margin: Double, _ furniture: PageFurniture
  ) throws(PDFError) -> Canvas {
    var canvas = try file.insertPage(before: pages[Self.place])
    let width = canvas.width - 2 * margin
    let heading = typesetter.set(words.contents, styles.heading, width: width, lineLimit: 1, counting: false)
    canvas.draw(heading, x: margin, y: furniture.top, typesetter.fonts)
    let room = canvas.height - furniture.top - furniture.bottomHeight - Self.headingHeight
    let leading = min(Self.mostLeading, room / Double(max(1, lines.count)))
    for (index, line) in lines.enumerated() {
      let y = furniture.top + Self.headingHeight + Double(index) * leading
      draw(line, on: &canvas, x: margin, y: y, width: width, typesetter, styles)
      let area = Rectangle(x: margin, y: y, width: width, height: min(leading, styles.body.leading))
      try file.addLink(area, on: canvas, to: pages[line.page], top: line.top)
    }
    return canvas
  }

  private func draw(
    _ line: Line, on canvas: inout Canvas, x: Double, y: Double, width: Double, _ typesetter: Typesetter,
    _ styles: TextStyles
  ) {
    let fonts = typesetter.fonts
    let number = typesetter.set(String(line.number), styles.body, counting: false)
    // The page's number as it is printed: counted from 1, and with this page where it comes before.
    let page = typesetter.set(
      String(line.page + 1 + (line.page >= Self.place ? 1 : 0)), styles.body, counting: false)
    let room = width - Self.numberWidth - page.width - 40
    let title = typesetter.setShortened(line.title, styles.body, width: room)
    canvas.draw(number, x: x, y: y, colour: styles.label.colour, fonts)
    canvas.draw(title, x: x + Self.numberWidth, y: y, fonts)
    canvas.draw(page, x: x + width - page.width, y: y, fonts)
    let start = x + Self.numberWidth + title.width + 6
    let base = y + styles.body.ascent - 0.5
    canvas.draw(
      [Point(x: start, y: base), Point(x: x + width - page.width - 6, y: base)],
      Stroke(colour: styles.label.colour, width: 0.5, dashes: [1, 3]))
  }
}
