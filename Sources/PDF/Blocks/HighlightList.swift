internal import Documents

/// The sentences a reader meets first, one below the other: the question in a narrow column, its answer beside it.
struct HighlightList: FlowingBlock {
  private let entries: [Entry]
  private let labelWidth: Double
  private let highlights: [Highlight]
  private let height: Double

  /// A question with its answer, set.
  private struct Entry {
    var label: TextBlock
    var text: TextBlock
    var isAlert: Bool

    var height: Double { max(label.height, text.height) }
  }

  private static let barWidth = 2.5
  private static let indent = 10.0
  private static let labelDistance = 10.0
  private static let entryDistance = 5.0

  init(_ highlights: [Highlight], in flow: borrowing PageFlow) {
    self.highlights = highlights
    let (typesetter, styles) = (flow.typesetter, flow.styles)
    let longest = highlights.reduce(0) { max($0, typesetter.width(of: $1.label, styles.emphasis)) }
    let labelWidth = min(longest + 0.1, flow.width / 4)
    let textWidth = flow.width - Self.indent - labelWidth - Self.labelDistance
    entries = highlights.map { highlight in
      Entry(
        label: typesetter.set(highlight.label, styles.emphasis, width: labelWidth),
        text: typesetter.set(highlight.text, styles.body, width: textWidth), isAlert: highlight.isAlert)
    }
    self.labelWidth = labelWidth
    height =
      entries.reduce(0) { $0 + $1.height } + Self.entryDistance * Double(max(0, entries.count - 1))
  }

  var leadingHeight: Double { height }

  func draw(in flow: inout PageFlow) throws {
    guard !entries.isEmpty else { return }
    guard height <= flow.pageRoom else {
      // Sentences that fill more than a page are written as running text, which can go on to the next page.
      for highlight in highlights {
        try FlowingText(highlight.label + ": " + highlight.text, flow.styles.body, in: flow).draw(in: &flow)
      }
      return
    }
    try flow.makeRoom(height)
    for (index, entry) in entries.enumerated() {
      if index > 0 { flow.advance(Self.entryDistance) }
      let bar = Rectangle(x: flow.left, y: flow.y, width: Self.barWidth, height: entry.height)
      flow.canvas.fill(bar, entry.isAlert ? flow.colours.alert : flow.colours.accent)
      let x = flow.left + Self.indent
      flow.canvas.draw(entry.label, x: x, y: flow.y, flow.typesetter.fonts)
      flow.canvas.draw(entry.text, x: x + labelWidth + Self.labelDistance, y: flow.y, flow.typesetter.fonts)
      flow.advance(entry.height)
    }
  }
}
