internal import Documents

/// Upright columns; several series stand on each other, the first one at the bottom.
struct ColumnPlot: Plot {
  let height = PlotFrame.height

  private let figure: Figure
  private let inks: [SeriesInk]
  private let frame: PlotFrame
  private let axis: LabelAxis
  private let totals: [TextBlock]

  /// The share of its place that a column takes.
  private static let share = 0.64
  private static let widest = 34.0
  /// The height of what stands for numbers that must not be seen.
  private static let markHeight = 2.0

  init(_ part: FigurePart, _ inks: [SeriesInk], in flow: borrowing PageFlow) {
    figure = part.figure
    self.inks = inks
    frame = PlotFrame(ValueScale(largest: part.largest, unit: figure.unit), in: flow)
    axis = LabelAxis(figure.labels, in: flow)
    var totals: [TextBlock] = []
    for sum in figure.labels.indices.map(figure.sum) {
      let text = FigureValue.text(Int64(min(sum, 9e18)), figure.unit, flow.formats)
      totals.append(flow.typesetter.set(text, flow.styles.axis))
    }
    self.totals = totals
  }

  func draw(in rectangle: Rectangle, _ flow: inout PageFlow) {
    // The totals above the columns need a line of their own.
    let place = frame.areaWidth(in: rectangle) / Double(max(1, figure.labels.count))
    let lines = axis.inTwoLines(distance: place, flow.typesetter)
    let extraFoot = lines == nil ? 0 : flow.styles.axis.leading
    let area = frame.draw(in: rectangle.inset(top: 6), extraFoot: extraFoot, &flow)
    let width = min(place * Self.share, Self.widest)
    let hasTotals = totals.allSatisfy { $0.width <= place - 2 }
    func centre(_ index: Int) -> Double { area.x + (Double(index) + 0.5) * place }
    for stretch in figure.unrecorded {
      let start = area.x + Double(stretch.lowerBound) * place
      flow.canvas.fill(
        Rectangle(x: start, y: area.y, width: Double(stretch.count) * place, height: area.height), flow.colours.band)
    }
    for label in figure.labels.indices {
      var y = area.bottom
      for (series, ink) in inks.enumerated() {
        let height = frame.scale.share(Double(figure.value(series, label))) * area.height
        guard height > 0 else { continue }
        // A hairline of white parts the stacked pieces.
        let gap = y < area.bottom && height > 1.2 ? 0.5 : 0
        ink.fill(
          Rectangle(x: centre(label) - width / 2, y: y - height, width: width, height: height - gap),
          on: &flow.canvas)
        y -= height
      }
      if figure.isHidden(label) {
        // A mark of one height, whatever it stands for.
        let mark = Rectangle(
          x: centre(label) - width / 2, y: y - Self.markHeight - 0.5, width: width, height: Self.markHeight)
        flow.canvas.fill(mark, flow.colours.muted)
        continue
      }
      if hasTotals, y < area.bottom {
        let total = totals[label]
        flow.canvas.draw(
          total, x: centre(label) - total.width / 2, y: y - total.style.leading, colour: flow.colours.ink,
          flow.typesetter.fonts)
      }
    }
    guard let lines else {
      return axis.draw(below: area.bottom, in: rectangle, distance: place, &flow, position: centre)
    }
    for (index, label) in lines.enumerated() {
      flow.canvas.draw(
        label, x: centre(index) - place / 2, y: area.bottom + 2, width: place, alignment: .centre, flow.typesetter.fonts
      )
    }
  }
}
