internal import Documents

/// Lines over ordered labels; the area below a single one is filled.
struct LinePlot: Plot {
  let height = PlotFrame.height

  /// More labels than this make a line no easier to read.
  private static let labelLimit = 13

  private let figure: Figure
  private let inks: [SeriesInk]
  private let frame: PlotFrame
  private let axis: LabelAxis

  init(_ part: FigurePart, _ inks: [SeriesInk], in flow: borrowing PageFlow) {
    figure = part.figure
    self.inks = inks
    frame = PlotFrame(ValueScale(largest: part.largest, unit: figure.unit), in: flow)
    axis = LabelAxis(figure.labels, in: flow)
  }

  func draw(in rectangle: Rectangle, _ flow: inout PageFlow) {
    let area = frame.draw(in: rectangle, &flow)
    let count = figure.labels.count
    let distance = count > 1 ? area.width / Double(count - 1) : area.width
    func x(_ index: Int) -> Double { count > 1 ? area.x + Double(index) * distance : area.x + area.width / 2 }
    for (series, ink) in inks.enumerated() {
      let points = (0..<count).map { index in
        let share = frame.scale.share(Double(figure.value(series, index)))
        return Point(x: x(index), y: area.bottom - share * area.height)
      }
      if inks.count == 1, let first = points.first, let last = points.last {
        let corners = [Point(x: last.x, y: area.bottom), Point(x: first.x, y: area.bottom)]
        let light = Shade.between(flow.colours.accentLight, Shade.white, share: 0.35)
        flow.canvas.fill(points + corners, light)
      }
      flow.canvas.draw(points, Stroke(colour: ink.colour, width: 1.1, dashes: ink.dashes))
      if points.count == 1 { flow.canvas.fillCircle(at: points[0], radius: 2.2, ink.colour) }
    }
    axis.draw(
      below: area.bottom, in: rectangle, distance: distance, limit: Self.labelLimit, &flow, position: x)
  }
}
