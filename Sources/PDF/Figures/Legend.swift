internal import Documents

/// The names of a figure's series beside their inks.
struct Legend {
  /// In points.
  let height: Double

  private var entries: [Entry] = []
  private let isOfLines: Bool
  private let markWidth: Double

  /// A name, and where it stands.
  private struct Entry {
    var ink: SeriesInk
    var name: TextBlock
    var x: Double
    var y: Double
  }

  private static let mark = 7.0
  private static let lineMark = 18.0
  private static let markDistance = 4.0
  private static let distance = 12.0

  init(_ figure: Figure, _ inks: [SeriesInk], width: Double, in flow: borrowing PageFlow) {
    isOfLines = figure.shape == .line
    markWidth = isOfLines ? Self.lineMark : Self.mark
    var (x, y) = (0.0, 0.0)
    let leading = flow.styles.remark.leading + 1
    for (series, ink) in zip(figure.series, inks) {
      let name = flow.typesetter.setShortened(
        series.name, flow.styles.remark, width: width - markWidth - Self.markDistance)
      let length = markWidth + Self.markDistance + name.width
      if x > 0, x + length > width { (x, y) = (0, y + leading) }
      entries.append(Entry(ink: ink, name: name, x: x, y: y))
      x += length + Self.distance
    }
    height = y + leading + 1
  }

  func draw(x: Double, y: Double, _ flow: inout PageFlow) {
    for entry in entries {
      let top = y + entry.y + (entry.name.style.leading - Self.mark) / 2
      let mark = Rectangle(x: x + entry.x, y: top, width: markWidth, height: Self.mark)
      if isOfLines {
        let points = [Point(x: mark.x, y: mark.y + mark.height / 2), Point(x: mark.right, y: mark.y + mark.height / 2)]
        flow.canvas.draw(points, Stroke(colour: entry.ink.colour, width: 1.3, dashes: entry.ink.dashes))
      } else {
        entry.ink.fill(mark, on: &flow.canvas)
      }
      flow.canvas.draw(entry.name, x: mark.right + Self.markDistance, y: y + entry.y, flow.typesetter.fonts)
    }
  }
}
