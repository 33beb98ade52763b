internal import Documents

/// A section: its numbered heading, and its blocks one below the other.
struct SectionDrawing {
  private let section: Section
  private let number: Int

  private static let gapBefore = 20.0
  private static let gapAfterHeading = 7.0
  private static let gapBetweenBlocks = 12.0

  init(_ section: Section, number: Int) {
    self.section = section
    self.number = number
  }

  /// Whether it belongs to what is signed: annexes and signatures stand on one page, if they fit.
  static func isSigned(_ section: Section) -> Bool {
    section.blocks.contains { block in
      switch block {
      case .annexes, .signatures: true
      default: false
      }
    }
  }

  /// How high the whole section is with the gap before it, in points; nil where only drawing tells.
  func height(in flow: borrowing PageFlow) throws -> Double? {
    var height = Self.gapBefore + Heading(section, number: number, in: flow).height
    var blocks = BlockSequence(section)
    var gap = Self.gapAfterHeading
    while let block = try blocks.next(in: flow) {
      guard let whole = block.wholeHeight else { return nil }
      height += gap + whole
      gap = Self.gapBetweenBlocks
    }
    return height
  }

  /// Whether the page has to lie on its side: not for a few short rows, which would leave two pages half empty.
  private func needsLandscape(in flow: borrowing PageFlow) throws -> Bool {
    guard section.isLandscape, !flow.isLandscape else { return section.isLandscape }
    for case .table(let table) in section.blocks where try !TableLayout.fitsUnwrapped(table, in: flow) { return true }
    return false
  }

  /// Draws the section, on a new page if the page lies the other way.
  func draw(in flow: inout PageFlow) throws {
    let isLandscape = try needsLandscape(in: flow)
    if isLandscape != flow.isLandscape { try flow.beginNewPage(isLandscape: isLandscape) }
    flow.leaveGap(Self.gapBefore)
    // The blocks are set for the page they will stand on, so this comes after the page was turned.
    var blocks = BlockSequence(section)
    let heading = Heading(section, number: number, in: flow)
    let first = try blocks.next(in: flow)
    // A block that fills a page on its own leaves no room for a heading anyway.
    let together = heading.height + Self.gapAfterHeading + (first?.leadingHeight ?? 0)
    try flow.makeRoom(min(together, flow.pageRoom))
    try flow.addBookmark(heading.bookmark, number: number, title: section.title)
    heading.draw(in: &flow)
    var block = first
    var isFirst = true
    while let drawing = block {
      flow.leaveGap(isFirst ? Self.gapAfterHeading : Self.gapBetweenBlocks)
      try drawing.draw(in: &flow)
      isFirst = false
      block = try blocks.next(in: flow)
    }
  }
}
