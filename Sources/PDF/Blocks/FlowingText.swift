internal import Documents

/// A text that runs down the page, and on to the next page when it must.
///
/// Its first two and last two lines stay together.
struct FlowingText: FlowingBlock {
  private let block: TextBlock
  private let colours: Theme.Colours
  /// The colour of the bar that sets the text apart; nil for running text.
  private let bar: Theme.Colour?
  private let padding: Double

  private static let barWidth = 2.5

  /// Running text.
  init(_ text: String, _ style: TextStyle, in flow: borrowing PageFlow) {
    block = flow.typesetter.set(text, style, width: flow.width)
    colours = flow.colours
    bar = nil
    padding = 0
  }

  /// A text set apart from the rest by a ground and a bar.
  init(notice text: String, in flow: borrowing PageFlow) {
    padding = 7
    block = flow.typesetter.set(text, flow.styles.notice, width: flow.width - 3 * padding)
    colours = flow.colours
    bar = colours.accent
  }

  /// The height of the whole text, in points.
  var height: Double { block.height + 2 * padding }

  var wholeHeight: Double? { height }

  var leadingHeight: Double { Double(min(2, block.lines.count)) * block.style.leading + 2 * padding }

  func draw(in flow: inout PageFlow) throws {
    var next = 0
    while next < block.lines.count {
      let rest = block.lines.count - next
      try flow.makeRoom(Double(min(2, rest)) * block.style.leading + 2 * padding)
      let fitting = max(1, Int((flow.room - 2 * padding + 0.01) / block.style.leading))
      // Taking the last line but one along keeps the last one company.
      let count = fitting == rest - 1 && fitting > 2 ? fitting - 1 : min(fitting, rest)
      draw(next..<next + count, in: &flow)
      next += count
      if next < block.lines.count { try flow.beginNewPage(isLandscape: flow.isLandscape) }
    }
  }

  private func draw(_ lines: Range<Int>, in flow: inout PageFlow) {
    let height = Double(lines.count) * block.style.leading + 2 * padding
    if let bar {
      flow.canvas.fill(Rectangle(x: flow.left, y: flow.y, width: flow.width, height: height), colours.band)
      flow.canvas.fill(Rectangle(x: flow.left, y: flow.y, width: Self.barWidth, height: height), bar)
    }
    flow.canvas.draw(
      block, lines: lines, x: flow.left + (bar == nil ? 0 : 1.5 * padding), y: flow.y + padding,
      flow.typesetter.fonts)
    flow.advance(height)
  }
}
