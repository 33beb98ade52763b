internal import Documents

/// Horizontal bars with their labels to the left and their numbers to the right.
///
/// Several series stand in one bar, since only their sum has a place for its number.
struct BarPlot: Plot {
  let height: Double

  private let labels: [TextBlock]
  private let numbers: [TextBlock]
  private let sums: [Double]
  private let largest: Double
  private let labelWidth: Double
  private let numberWidth: Double

  private static let distance = 6.0
  /// The most a label may take of the width.
  private static let labelShare = 0.38

  init(_ part: FigurePart, width: Double, in flow: borrowing PageFlow) {
    let (typesetter, styles, formats) = (flow.typesetter, flow.styles, flow.formats)
    let figure = part.figure
    largest = max(1, part.largest)
    labels = figure.labels.map { typesetter.setShortened($0, styles.remark, width: width * Self.labelShare) }
    sums = figure.labels.indices.map(figure.sum)
    numbers = sums.enumerated().map { label, sum in
      let omission = figure.series.count == 1 ? figure.omission(0, label) : nil
      return typesetter.set(
        FigureValue.text(Int64(min(sum, 9e18)), omission, figure.unit, formats), styles.remark)
    }
    labelWidth = labels.reduce(0) { max($0, $1.width) }
    numberWidth = numbers.reduce(0) { max($0, $1.width) }
    height = Double(labels.count) * FigureDrawing.rowHeight
  }

  func draw(in frame: Rectangle, _ flow: inout PageFlow) {
    let x = frame.x + labelWidth + Self.distance
    let longest = max(10, frame.right - numberWidth - Self.distance - x)
    for index in labels.indices {
      let y = frame.y + Double(index) * FigureDrawing.rowHeight
      let textY = y + (FigureDrawing.rowHeight - labels[index].style.leading) / 2
      let length = sums[index] / largest * longest
      let bar = Rectangle(x: x, y: y + 2.5, width: length, height: FigureDrawing.rowHeight - 5)
      flow.canvas.fill(bar, flow.colours.accent)
      flow.canvas.draw(labels[index], x: frame.x, y: textY, flow.typesetter.fonts)
      flow.canvas.draw(
        numbers[index], x: x + length + Self.distance - 2, y: textY, colour: flow.colours.ink,
        flow.typesetter.fonts)
    }
    flow.canvas.fill(
      Rectangle(x: x - 0.25, y: frame.y, width: 0.5, height: height), flow.colours.rule)
  }
}
