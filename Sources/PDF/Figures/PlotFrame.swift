internal import Documents

/// The value axis of an upright chart: ticks with level lines, and the area that is left for the values.
struct PlotFrame {
  let scale: ValueScale
  private let labels: [TextBlock]
  private let labelWidth: Double

  /// The height of a chart with its labels, in points.
  static let height = 104.0
  private static let labelDistance = 5.0
  /// Room for the labels below.
  private static let footHeight = 11.0
  /// Room for the upper half of the highest tick's label.
  private static let headHeight = 4.0

  init(_ scale: ValueScale, in flow: borrowing PageFlow) {
    self.scale = scale
    var labels: [TextBlock] = []
    for tick in scale.ticks { labels.append(flow.typesetter.set(scale.label(tick, flow.formats), flow.styles.axis)) }
    self.labels = labels
    labelWidth = labels.reduce(0) { max($0, $1.width) }
  }

  /// How wide the area of the values is in a frame, in points.
  func areaWidth(in frame: Rectangle) -> Double { frame.width - labelWidth - Self.labelDistance }

  /// Draws ticks and level lines and returns the area of the values; `extraFoot` is room for a second line of labels.
  func draw(in frame: Rectangle, extraFoot: Double = 0, _ flow: inout PageFlow) -> Rectangle {
    let area = frame.inset(
      left: labelWidth + Self.labelDistance, top: Self.headHeight, bottom: Self.footHeight + extraFoot)
    for (tick, label) in zip(scale.ticks, labels) {
      let y = area.bottom - scale.share(tick) * area.height
      flow.canvas.rule(x: area.x, y: y, width: area.width, thickness: tick == 0 ? 0.6 : 0.35, flow.colours.rule)
      flow.canvas.draw(
        label, x: frame.x, y: y - label.style.leading / 2, width: labelWidth, alignment: .right,
        flow.typesetter.fonts)
    }
    return area
  }
}
