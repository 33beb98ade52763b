internal import Documents

/// Boxes to be signed by hand, side by side.
struct SignatureBoxes: FlowingBlock {
  private let rows: [[Box]]
  private let boxWidth: Double

  /// A box with its texts set.
  private struct Box {
    var role: TextBlock
    var lines: [TextBlock]
    /// How high a line is, in points.
    var lineHeight: Double

    var height: Double { role.height + Double(lines.count) * lineHeight + 2 * SignatureBoxes.padding }
  }

  private static let padding = 8.0
  private static let distance = 10.0
  private static let leastWidth = 150.0
  /// Enough to write in by hand, in points.
  private static let lineHeight = 24.0

  init(_ boxes: [SignatureBox], in flow: borrowing PageFlow) {
    let most = max(1, Int((flow.width + Self.distance) / (Self.leastWidth + Self.distance)))
    let rowCount = max(1, (boxes.count + most - 1) / most)
    let perRow = max(1, (boxes.count + rowCount - 1) / rowCount)
    let columns = max(2, perRow)
    let boxWidth = (flow.width - Self.distance * Double(columns - 1)) / Double(columns)
    let inner = boxWidth - 2 * Self.padding
    let (typesetter, styles) = (flow.typesetter, flow.styles)
    let room = flow.pageRoom - 2 * Self.padding
    let set = boxes.map { box in
      let role = typesetter.set(box.role, styles.emphasis, width: inner, lineLimit: 4)
      return Box(
        role: role, lines: box.lines.map { typesetter.setShortened($0, styles.label, width: inner * 0.6) },
        lineHeight: min(Self.lineHeight, (room - role.height) / Double(max(1, box.lines.count))))
    }
    rows = stride(from: 0, to: set.count, by: perRow).map { Array(set[$0..<min($0 + perRow, set.count)]) }
    self.boxWidth = boxWidth
  }

  var leadingHeight: Double {
    rows.reduce(0) { $0 + Self.height($1) } + Self.distance * Double(max(0, rows.count - 1))
  }

  var wholeHeight: Double? { leadingHeight }

  func draw(in flow: inout PageFlow) throws {
    // Signatures that stand for one document belong on one page.
    try flow.makeRoom(min(leadingHeight, flow.pageRoom))
    for row in rows {
      let height = Self.height(row)
      try flow.makeRoom(height)
      for (index, box) in row.enumerated() {
        let x = flow.left + Double(index) * (boxWidth + Self.distance)
        draw(box, in: Rectangle(x: x, y: flow.y, width: boxWidth, height: height), &flow)
      }
      flow.advance(height)
      flow.leaveGap(Self.distance)
    }
  }

  private func draw(_ box: Box, in frame: Rectangle, _ flow: inout PageFlow) {
    let fonts = flow.typesetter.fonts
    flow.canvas.draw(
      frame.inset(left: 0.25, top: 0.25, right: 0.25, bottom: 0.25), Stroke(colour: flow.colours.rule, width: 0.5))
    let x = frame.x + Self.padding
    flow.canvas.draw(box.role, x: x, y: frame.y + Self.padding, fonts)
    var y = frame.y + Self.padding + box.role.height
    for line in box.lines {
      y += box.lineHeight
      flow.canvas.draw(line, x: x, y: y - line.style.leading - 1, fonts)
      let start = x + line.width + 6
      flow.canvas.draw(
        [Point(x: start, y: y - 3), Point(x: frame.right - Self.padding, y: y - 3)],
        Stroke(colour: flow.colours.muted, width: 0.5, dashes: [1, 2]))
    }
  }

  private static func height(_ row: [Box]) -> Double { row.reduce(0) { max($0, $1.height) } }
}
