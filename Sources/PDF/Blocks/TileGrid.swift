internal import Documents

/// Large numbers with small meanings, in rows of boxes.
struct TileGrid: FlowingBlock {
  private let rows: [[Box]]
  private let boxWidth: Double

  /// A tile set for its box.
  private struct Box {
    var label: TextBlock
    var value: TextBlock
    var remark: TextBlock
    var isAlert: Bool

    var height: Double { label.height + value.height + remark.height + 2 * TileGrid.padding + 2 }
  }

  private static let padding = 7.0
  private static let distance = 8.0
  /// Narrower boxes would break most numbers.
  private static let leastWidth = 92.0
  private static let smallestValue = 8.0

  init(_ tiles: [Tile], in flow: borrowing PageFlow) {
    let most = max(1, Int((flow.width + Self.distance) / (Self.leastWidth + Self.distance)))
    let rowCount = max(1, (tiles.count + most - 1) / most)
    let perRow = max(1, (tiles.count + rowCount - 1) / rowCount)
    // A lone pair of tiles does not stretch over the page.
    let columns = rowCount > 1 ? perRow : max(perRow, min(4, most))
    let boxWidth = (flow.width - Self.distance * Double(columns - 1)) / Double(columns)
    let inner = boxWidth - 2 * Self.padding
    let (typesetter, styles) = (flow.typesetter, flow.styles)
    let text = CellText(formats: flow.formats, words: flow.words)
    let boxes = tiles.map { tile in
      Box(
        label: typesetter.set(tile.label, styles.label, width: inner, lineLimit: 3),
        value: Self.value(text.text(of: tile.value), width: inner, typesetter, styles.tileValue),
        remark: typesetter.set(tile.remark, styles.tileRemark, width: inner, lineLimit: 5), isAlert: tile.isAlert)
    }
    rows = stride(from: 0, to: boxes.count, by: perRow).map { Array(boxes[$0..<min($0 + perRow, boxes.count)]) }
    self.boxWidth = boxWidth
  }

  var leadingHeight: Double { rows.first.map(Self.height) ?? 0 }

  func draw(in flow: inout PageFlow) throws {
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
    let inner = frame.inset(left: 0.25, top: 0.25, right: 0.25, bottom: 0.25)
    flow.canvas.draw(inner, Stroke(colour: flow.colours.rule, width: 0.5))
    if box.isAlert {
      flow.canvas.fill(Rectangle(x: frame.x, y: frame.y, width: 2.5, height: frame.height), flow.colours.alert)
    }
    var y = frame.y + Self.padding
    flow.canvas.draw(box.label, x: frame.x + Self.padding, y: y, fonts)
    y += box.label.height
    flow.canvas.draw(box.value, x: frame.x + Self.padding, y: y, fonts)
    let remarkY = frame.bottom - Self.padding - box.remark.height
    flow.canvas.draw(box.remark, x: frame.x + Self.padding, y: remarkY, fonts)
  }

  private static func height(_ row: [Box]) -> Double { row.reduce(0) { max($0, $1.height) } }

  /// The number in one line, smaller if need be, and broken only when even the smallest size is too long.
  private static func value(
    _ text: String, width: Double, _ typesetter: Typesetter, _ style: TextStyle
  ) -> TextBlock {
    var style = style
    let natural = typesetter.width(of: text, style)
    if natural > width {
      style.size = max(smallestValue, style.size * width / natural - 0.1)
    }
    return typesetter.set(text, style, width: width, lineLimit: 3)
  }
}
