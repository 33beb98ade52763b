internal import Documents

/// A grid of cells, darker for more, each with its number where the numbers fit.
struct HeatMapPlot: Plot {
  let height: Double

  private let figure: Figure
  private let largest: Double
  private let names: [TextBlock]
  private let numbers: [[TextBlock]]
  private let axis: LabelAxis
  private let nameWidth: Double
  /// Shown below when the cells are too small for numbers.
  private let key: (least: TextBlock, most: TextBlock)?

  private static let distance = 6.0
  private static let footHeight = 11.0
  private static let keyHeight = 14.0
  private static let keyWidth = 120.0
  /// The most a name may take of the width.
  private static let nameShare = 0.25

  init(_ part: FigurePart, width: Double, in flow: borrowing PageFlow) {
    let figure = part.figure
    self.figure = figure
    let largest = figure.marks.isEmpty ? part.largest : Double(figure.marks.count - 1)
    self.largest = max(1, largest)
    let most = Int64(min(largest, 9e18))
    let (typesetter, styles, formats) = (flow.typesetter, flow.styles, flow.formats)
    names = figure.series.map { typesetter.setShortened($0.name, styles.remark, width: width * Self.nameShare) }
    nameWidth = names.reduce(0) { max($0, $1.width) }
    axis = LabelAxis(figure.labels, in: flow)
    func number(_ value: Int64, _ omission: Figure.Omission? = nil) -> TextBlock {
      let mark = figure.marks.indices.contains(Int(value)) ? figure.marks[Int(value)] : nil
      return typesetter.set(
        omission == nil
          ? mark ?? FigureValue.text(value, figure.unit, formats)
          : FigureValue.text(value, omission, figure.unit, formats),
        styles.cellNumber)
    }
    let cellWidth = (width - nameWidth - Self.distance) / Double(max(1, figure.labels.count))
    if number(most).width <= cellWidth - 2 {
      numbers = figure.series.indices.map { row in
        figure.labels.indices.map { number(figure.value(row, $0), figure.omission(row, $0)) }
      }
      key = nil
    } else {
      numbers = []
      key = (number(0), number(most))
    }
    height = Double(names.count) * FigureDrawing.rowHeight + Self.footHeight + (key == nil ? 0 : Self.keyHeight)
  }

  func draw(in frame: Rectangle, _ flow: inout PageFlow) {
    let grid = Rectangle(
      x: frame.x + nameWidth + Self.distance, y: frame.y, width: frame.width - nameWidth - Self.distance,
      height: Double(names.count) * FigureDrawing.rowHeight)
    let width = grid.width / Double(max(1, figure.labels.count))
    for row in names.indices {
      let y = grid.y + Double(row) * FigureDrawing.rowHeight
      for column in figure.labels.indices {
        let gap = width > 4 ? 0.6 : 0
        let cell = Rectangle(
          x: grid.x + Double(column) * width, y: y, width: width - gap, height: FigureDrawing.rowHeight - 0.6)
        draw(row, column, in: cell, &flow)
      }
      let name = names[row]
      let textY = y + (FigureDrawing.rowHeight - 0.6 - name.style.leading) / 2
      flow.canvas.draw(name, x: frame.x, y: textY, flow.typesetter.fonts)
    }
    axis.draw(below: grid.bottom, in: frame, distance: width, &flow) { grid.x + (Double($0) + 0.5) * width - 0.3 }
    drawKey(right: frame.right, y: grid.bottom + Self.footHeight + 2, &flow)
  }

  private func draw(_ row: Int, _ column: Int, in cell: Rectangle, _ flow: inout PageFlow) {
    let omission = figure.omission(row, column)
    // Where there are no records the paper stays empty: a cell without a number would be read as none.
    if omission == .unrecorded { return }
    let colour = colour(figure.value(row, column), flow.colours)
    flow.canvas.fill(cell, colour)
    guard !numbers.isEmpty else {
      if omission != nil {
        let centre = Point(x: cell.x + cell.width / 2, y: cell.y + cell.height / 2)
        flow.canvas.fillCircle(at: centre, radius: min(1.5, cell.width / 3), flow.colours.muted)
      }
      return
    }
    let number = numbers[row][column]
    let isZero = figure.value(row, column) == 0 && omission == nil
    let ink = Shade.brightness(colour) < 0.55 ? Shade.white : isZero ? flow.colours.muted : flow.colours.ink
    flow.canvas.draw(
      number, x: cell.x, y: cell.y + (cell.height - number.style.leading) / 2, width: cell.width, alignment: .centre,
      colour: ink, flow.typesetter.fonts)
  }

  private func drawKey(right: Double, y: Double, _ flow: inout PageFlow) {
    guard let key else { return }
    let start = right - Self.keyWidth - key.most.width - 4
    flow.canvas.draw(key.least, x: start - key.least.width - 4, y: y, flow.typesetter.fonts)
    for step in 0..<6 {
      let share = Double(step) / 5
      let cell = Rectangle(x: start + Double(step) * Self.keyWidth / 6, y: y, width: Self.keyWidth / 6, height: 7)
      flow.canvas.fill(cell, Self.colour(share: share, flow.colours))
    }
    flow.canvas.draw(key.most, x: right - key.most.width, y: y, flow.typesetter.fonts)
  }

  private func colour(_ value: Int64, _ colours: Theme.Colours) -> Theme.Colour {
    Self.colour(share: Double(value) / largest, colours)
  }

  private static func colour(share: Double, _ colours: Theme.Colours) -> Theme.Colour {
    share <= 0 ? colours.band : Shade.between(colours.accentLight, colours.accent, share: share)
  }
}
