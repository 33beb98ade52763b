internal import Documents

/// A figure set for a width: title, subtitle, legend and plot.
struct FigureDrawing {
  /// How high a bar or a row of a heat map is, with the space below it.
  static let rowHeight = 14.0
  /// More than title, subtitle, legend and axis together ever need.
  static let roomForTitle = 90.0

  /// In points.
  let height: Double

  private let title: TextBlock
  private let subtitle: TextBlock
  private let legend: Legend?
  private let plot: any Plot

  private static let gapBelowTitle = 6.0

  init(_ part: FigurePart, width: Double, in flow: borrowing PageFlow) {
    let (typesetter, styles) = (flow.typesetter, flow.styles)
    let figure = part.figure
    title = typesetter.set(figure.title, styles.blockTitle, width: width, lineLimit: 2)
    subtitle = typesetter.set(figure.subtitle, styles.remark, width: width, lineLimit: 2)
    let inks = SeriesInk.all(of: figure, flow.colours)
    plot =
      switch figure.shape {
      case .line: LinePlot(part, inks, in: flow)
      case .bars: BarPlot(part, width: width, in: flow)
      case .columns: ColumnPlot(part, inks, in: flow)
      case .heatMap: HeatMapPlot(part, width: width, in: flow)
      }
    let hasLegend = figure.series.count > 1 && (figure.shape == .line || figure.shape == .columns)
    legend = hasLegend ? Legend(figure, inks, width: width, in: flow) : nil
    let above = title.height + subtitle.height + (legend?.height ?? 0)
    height = above + Self.gapBelowTitle + plot.height
  }

  /// Draws the figure; the plot takes what the frame has left below the title.
  func draw(in frame: Rectangle, _ flow: inout PageFlow) {
    var y = frame.y
    flow.canvas.draw(title, x: frame.x, y: y, flow.typesetter.fonts)
    y += title.height
    flow.canvas.draw(subtitle, x: frame.x, y: y, flow.typesetter.fonts)
    y += subtitle.height
    if let legend {
      legend.draw(x: frame.x, y: y, &flow)
      y += legend.height
    }
    y += Self.gapBelowTitle
    plot.draw(in: Rectangle(x: frame.x, y: y, width: frame.width, height: frame.bottom - y), &flow)
  }
}

/// The drawing of a figure's numbers.
protocol Plot {
  /// The height it needs, in points; it may be given more.
  var height: Double { get }

  /// Draws it.
  func draw(in frame: Rectangle, _ flow: inout PageFlow)
}
