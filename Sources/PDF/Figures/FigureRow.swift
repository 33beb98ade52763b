internal import Documents

/// One figure over the whole width, or two side by side.
struct FigureRow: FlowingBlock {
  private let drawings: [FigureDrawing]
  private let width: Double
  private let height: Double

  private static let gutter = 24.0

  init(_ parts: [FigurePart], in flow: borrowing PageFlow) {
    let count = Double(max(1, parts.count))
    let width = (flow.width - Self.gutter * (count - 1)) / count
    var drawings: [FigureDrawing] = []
    for part in parts { drawings.append(FigureDrawing(part, width: width, in: flow)) }
    self.drawings = drawings
    self.width = width
    height = drawings.reduce(0) { max($0, $1.height) }
  }

  var leadingHeight: Double { height }

  func draw(in flow: inout PageFlow) throws {
    try flow.makeRoom(height)
    for (index, drawing) in drawings.enumerated() {
      let x = flow.left + Double(index) * (width + Self.gutter)
      drawing.draw(in: Rectangle(x: x, y: flow.y, width: width, height: height), &flow)
    }
    flow.advance(height)
  }
}
