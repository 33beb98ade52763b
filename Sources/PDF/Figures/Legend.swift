internal import Documents

/// The names of a figure's series beside their inks.
struct Legend {
  /// In points.
  let height: Double

  private var entries: [Entry] = []

  /// A name, and where it stands.
  private struct Entry {
    var ink: SeriesInk
    var name: TextBlock
    var x: Double
    var y: Double
  }

  private static let mark = 7.0
  private static let markDistance = 4.0
  private static let distance = 12.0

  init(_ figure: Figure, _ inks: [SeriesInk], width: Double, in flow: borrowing PageFlow) {
    var (x, y) = (0.0, 0.0)
    let leading = flow.styles.remark.leading + 1
    for (series, ink) in zip(figure.series, inks) {
      let name = flow.typesetter.setShortened(
        series.name, flow.styles.remark, width: width - Self.mark - Self.markDistance)
      let length = Self.mark + Self.markDistance + name.width
      if x > 0, x + length > width { (x, y) = (0, y + leading) }
      entries.append(Entry(ink: ink, name: name, x: x, y: y))
      x += length + Self.distance
    }
    height = y + leading + 1
  }

  func draw(x: Double, y: Double, _ flow: inout PageFlow) {
    for entry in entries {
      let top = y + entry.y + (entry.name.style.leading - Self.mark) / 2
      let mark = Rectangle(x: x + entry.x, y: top, width: Self.mark, height: Self.mark)
      entry.ink.fill(mark, on: &flow.canvas)
      flow.canvas.draw(entry.name, x: mark.right + Self.markDistance, y: y + entry.y, flow.typesetter.fonts)
    }
  }
}
