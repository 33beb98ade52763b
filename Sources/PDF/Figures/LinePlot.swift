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
    for stretch in figure.unrecorded {
      let (start, end) = (x(stretch.lowerBound) - distance / 2, x(stretch.upperBound - 1) + distance / 2)
      let left = max(area.x, start)
      flow.canvas.fill(
        Rectangle(x: left, y: area.y, width: min(area.right, end) - left, height: area.height), flow.colours.band)
    }
    for (series, ink) in inks.enumerated() {
      for run in runs(series) {
        let points = run.map { index in
          let share = frame.scale.share(Double(figure.value(series, index)))
          return Point(x: x(index), y: area.bottom - share * area.height)
        }
        draw(points, ink, bottom: area.bottom, &flow)
      }
      for (index, omission) in figure.series[series].omissions.sorted(by: { $0.key < $1.key })
      where omission != .unrecorded {
        flow.canvas.fillCircle(at: Point(x: x(index), y: area.bottom - 2.5), radius: 1.2, flow.colours.muted)
      }
    }
    axis.draw(
      below: area.bottom, in: rectangle, distance: distance, limit: Self.labelLimit, &flow, position: x)
  }

  /// The labels in a row for which a series has a number: a line ends where none is drawn.
  private func runs(_ series: Int) -> [Range<Int>] {
    let omissions = figure.series[series].omissions
    var runs: [Range<Int>] = []
    for label in figure.labels.indices where omissions[label] == nil {
      if let last = runs.last, last.upperBound == label {
        runs[runs.count - 1] = last.lowerBound..<label + 1
      } else {
        runs.append(label..<label + 1)
      }
    }
    return runs
  }

  private func draw(_ points: [Point], _ ink: SeriesInk, bottom: Double, _ flow: inout PageFlow) {
    if inks.count == 1, let first = points.first, let last = points.last {
      let corners = [Point(x: last.x, y: bottom), Point(x: first.x, y: bottom)]
      flow.canvas.fill(points + corners, Shade.between(flow.colours.accentLight, Shade.white, share: 0.35))
    }
    flow.canvas.draw(points, Stroke(colour: ink.colour, width: 1.1, dashes: ink.dashes))
    if points.count == 1 { flow.canvas.fillCircle(at: points[0], radius: 2.2, ink.colour) }
  }
}
