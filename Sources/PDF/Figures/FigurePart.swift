internal import Documents

/// A figure, or as much of it as fits on a page.
struct FigurePart {
  var figure: Figure
  /// The largest number of the whole figure, so that all its parts have one scale.
  let largest: Double

  /// The figure in parts that each fit on a page: it is cut between bars, or between rows of a heat map.
  static func all(of figure: Figure, pageRoom: Double) -> [FigurePart] {
    let whole = FigurePart(figure: figure, largest: largest(of: figure))
    let room = max(1, Int((pageRoom - FigureDrawing.roomForTitle) / FigureDrawing.rowHeight))
    switch figure.shape {
    case .line, .columns: return [whole]
    case .bars:
      return ranges(figure.labels.count, room).map { range in
        var part = whole
        part.figure.labels = Array(figure.labels[range])
        for series in figure.series.indices {
          part.figure.series[series].values = range.map { figure.value(series, $0) }
          part.figure.series[series].omissions = figure.series[series].omissions.reduce(into: [:]) { kept, omission in
            if range.contains(omission.key) { kept[omission.key - range.lowerBound] = omission.value }
          }
        }
        return part
      }
    case .heatMap:
      return ranges(figure.series.count, room).map { range in
        var part = whole
        part.figure.series = Array(figure.series[range])
        return part
      }
    }
  }

  private static func ranges(_ count: Int, _ size: Int) -> [Range<Int>] {
    guard count > size else { return [0..<count] }
    return stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }

  private static func largest(of figure: Figure) -> Double {
    switch figure.shape {
    case .line, .heatMap:
      figure.series.indices.flatMap { series in figure.labels.indices.map { Double(figure.value(series, $0)) } }.max()
        ?? 0
    case .bars, .columns: figure.labels.indices.map(figure.sum).max() ?? 0
    }
  }
}
