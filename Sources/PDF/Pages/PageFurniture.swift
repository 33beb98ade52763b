internal import Documents

/// What stands on every page: classification and document number above, origin and page number below.
struct PageFurniture {
  /// Where the content of a page begins, in points from its top.
  let top: Double
  /// How much the foot of a page takes, in points.
  let bottomHeight: Double

  private let identity: Identity
  private let pageWords: String
  /// Where each page is initialled; nil in documents that nobody signs.
  private let initials: String?
  private let margin: Double
  private let headHeight: Double
  private let styles: TextStyles
  private let ruleColour: Theme.Colour

  /// The space between a rule and the text beside it.
  private static let ruleDistance = 4.0
  /// The space between a rule and the content of the page.
  private static let contentDistance = 14.0
  /// The share of the width that the left side may take before it is wrapped.
  private static let leftShare = 0.72
  /// The short side of A4 in points.
  private static let a4Width = 595.276
  /// Longer classifications, numbers and origins are cut off: they come from the configuration, not from the records.
  private static let lineLimit = 3

  init(_ document: Document, margin: Double, typesetter: Typesetter, styles: TextStyles) {
    identity = document.identity
    pageWords = document.words.page
    let isSigned = document.sections.contains { section in
      section.isPaged && section.blocks.contains { if case .signatures = $0 { true } else { false } }
    }
    initials = isSigned ? document.words.initials : nil
    ruleColour = document.theme.colours.rule
    self.margin = margin
    self.styles = styles
    // The narrower page decides, so that all pages are alike.
    let width = Self.a4Width - 2 * margin
    let head = Self.leftBlock(identity.classification, styles.classification, width, typesetter, counting: true)
    let foot = Self.leftBlock(identity.runningFoot, styles.runningFoot, width, typesetter, counting: true)
    let number = typesetter.set(
      identity.number, styles.number, width: Self.rightWidth(of: width), lineLimit: Self.lineLimit)
    let upper = max(12, margin - head.style.leading - Self.ruleDistance)
    headHeight = max(head.height, number.height)
    top = upper + headHeight + Self.ruleDistance + Self.contentDistance
    bottomHeight =
      max(14, margin - Self.ruleDistance - styles.pageNumber.leading)
      + max(foot.height, styles.pageNumber.leading) + Self.ruleDistance + Self.contentDistance / 2
  }

  /// Draws head and foot of a page.
  func draw(on canvas: inout Canvas, page: Int, of pages: Int, _ typesetter: Typesetter) {
    let (width, fonts) = (canvas.width - 2 * margin, typesetter.fonts)
    let head = Self.leftBlock(identity.classification, styles.classification, width, typesetter, counting: false)
    let headRule = top - Self.contentDistance
    let headTop = headRule - Self.ruleDistance - headHeight
    canvas.draw(head, x: margin, y: headTop, fonts)
    let rest = Self.rightWidth(of: width)
    let number = typesetter.set(
      identity.number, styles.number, width: rest, lineLimit: Self.lineLimit, counting: false)
    canvas.draw(number, x: margin + width - rest, y: headTop, width: rest, alignment: .right, fonts)
    canvas.rule(x: margin, y: headRule, width: width, ruleColour)

    let footRule = canvas.height - bottomHeight + Self.contentDistance / 2
    let footTop = footRule + Self.ruleDistance
    canvas.rule(x: margin, y: footRule, width: width, ruleColour)
    let foot = Self.leftBlock(identity.runningFoot, styles.runningFoot, width, typesetter, counting: false)
    canvas.draw(foot, x: margin, y: footTop, fonts)
    let text = RendererTexts.fill(pageWords, ["page": String(page), "pages": String(pages)])
    let pageNumber = typesetter.set(text, styles.pageNumber, width: rest, counting: false)
    canvas.draw(pageNumber, x: margin + width - rest, y: footTop, width: rest, alignment: .right, fonts)
    drawInitials(on: &canvas, right: margin + width - pageNumber.width - Self.initialsDistance, y: footTop, typesetter)
  }

  /// The word and a dotted line to write on, left of the page number.
  private func drawInitials(on canvas: inout Canvas, right: Double, y: Double, _ typesetter: Typesetter) {
    guard let initials else { return }
    let word = typesetter.setShortened(initials, styles.runningFoot, width: Self.initialsRoom)
    let base = y + styles.runningFoot.ascent + 1
    canvas.draw(
      [Point(x: right - Self.initialsLine, y: base), Point(x: right, y: base)],
      Stroke(colour: ruleColour, width: 0.5, dashes: [1, 2]))
    canvas.draw(word, x: right - Self.initialsLine - 4 - word.width, y: y, typesetter.fonts)
  }

  private static func rightWidth(of width: Double) -> Double { width * (1 - leftShare) - 8 }

  /// Room for a hand to write two or three letters, in points.
  private static let initialsLine = 46.0
  private static let initialsDistance = 14.0
  private static let initialsRoom = 40.0

  private static func leftBlock(
    _ text: String, _ style: TextStyle, _ width: Double, _ typesetter: Typesetter, counting: Bool
  ) -> TextBlock {
    typesetter.set(text, style, width: width * leftShare, lineLimit: lineLimit, counting: counting)
  }
}
