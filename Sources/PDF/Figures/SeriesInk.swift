internal import Documents

/// How a series is told from the others, in colour and in grey print.
struct SeriesInk {
  var colour: Theme.Colour
  /// The dashes of its line.
  var dashes: [UInt16]
  /// Whether its areas are striped: in grey print they would look like the series before.
  var isStriped: Bool

  private static let dashes: [[UInt16]] = [[], [5, 2], [2, 2], [7, 2, 2, 2]]

  /// Two areas that differ less in brightness are hard to tell apart in grey.
  private static let leastContrast = 0.12

  /// The inks of a figure's series, in order.
  static func all(of figure: Figure, _ colours: Theme.Colours) -> [SeriesInk] {
    let others = [
      colours.accent, colours.muted, colours.ink, Shade.between(colours.accent, colours.accentLight, share: 0.6),
    ]
    var inks: [SeriesInk] = []
    for (index, series) in figure.series.enumerated() {
      var colour = others[index % others.count]
      if let severity = series.severity, colours.severities.indices.contains(severity) {
        colour = colours.severities[severity]
      }
      let isStriped =
        inks.last.map { previous in
          !previous.isStriped
            && abs(Shade.brightness(previous.colour) - Shade.brightness(colour)) < leastContrast
        } ?? false
      inks.append(SeriesInk(colour: colour, dashes: dashes[index % dashes.count], isStriped: isStriped))
    }
    return inks
  }

  /// Fills an area with the ink.
  func fill(_ area: Rectangle, on canvas: inout Canvas) {
    canvas.fill(area, colour)
    guard isStriped else { return }
    var y = area.bottom - 2
    while y > area.y + 0.5 {
      canvas.rule(x: area.x, y: y, width: area.width, thickness: 0.6, Shade.white)
      y -= 2.4
    }
  }
}
