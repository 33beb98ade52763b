internal import Documents

/// A grid of cells, darker for more, each with its number where numbers fit.
struct HeatPicture {
  private let figure: Figure
  private let formats: Formats
  private let largest: Double

  private static let rowHeight = 24.0
  /// Darker cells take light numbers.
  private static let darkShare = 0.5

  init(_ figure: Figure, _ formats: Formats) {
    (self.figure, self.formats) = (figure, formats)
    let values = figure.series.indices.flatMap { row in figure.labels.indices.map { figure.value(row, $0) } }
    largest = max(1, figure.marks.isEmpty ? Double(values.max() ?? 0) : Double(figure.marks.count - 1))
  }

  var picture: Picture {
    let names = figure.series.map { Picture.shortened($0.name, width: Picture.width * 0.25) }
    let start = Double(names.reduce(0) { max($0, $1.count) }) * Picture.letterWidth + 8
    let width = (Picture.width - start) / Double(max(1, figure.labels.count))
    let longest = figure.series.indices.reduce(0) { longest, row in
      figure.labels.indices.reduce(longest) { max($0, text(row, $1).count) }
    }
    let hasNumbers = Double(longest) * Picture.letterWidth <= width - 2
    var markup: Markup = ""
    for row in figure.series.indices {
      let y = Double(row) * Self.rowHeight
      markup += Picture.text(names[row], x: start - 8, y: y + 16, "end")
      for column in figure.labels.indices {
        markup += cell(row, column, x: start + Double(column) * width, y: y, width: width, hasNumbers: hasNumbers)
      }
    }
    let foot = Double(figure.series.count) * Self.rowHeight
    let widest = figure.labels.reduce(0) { max($0, $1.count) }
    let step = max(1, Int(((Double(widest) * Picture.letterWidth + 6) / max(width, 0.001)).rounded(.up)))
    for column in stride(from: 0, to: figure.labels.count, by: step) {
      markup += Picture.text(figure.labels[column], x: start + (Double(column) + 0.5) * width, y: foot + 16, "middle")
    }
    return Picture(height: foot + 22, markup: markup)
  }

  private func cell(_ row: Int, _ column: Int, x: Double, y: Double, width: Double, hasNumbers: Bool) -> Markup {
    let omission = figure.omission(row, column)
    // Where there are no records nothing is drawn: a cell without a number would be read as none.
    if omission == .unrecorded { return "" }
    let share = min(1, Double(figure.value(row, column)) / largest)
    let gap = width > 6 ? 1.0 : 0
    let ground = Picture.box(x: x, y: y, width: width - gap, height: Self.rowHeight - 1, "cell")
    let tenths = Int((share * 10).rounded(.up))
    let shade =
      share > 0
      ? Picture.box(x: x, y: y, width: width - gap, height: Self.rowHeight - 1, "shade shade-\(tenths)") : ""
    guard hasNumbers else {
      if omission == nil { return .joined([ground, shade]) }
      let mark: Markup =
        "<circle cx=\"\(x + width / 2)\" cy=\"\(y + Self.rowHeight / 2)\" r=\"2\" class=\"fill-1\"/>\n"
      return .joined([ground, shade, mark])
    }
    let style: Markup = tenths > 5 ? "middle on-dark" : "middle"
    return .joined([ground, shade, Picture.text(text(row, column), x: x + (width - gap) / 2, y: y + 16, style)])
  }

  private func text(_ row: Int, _ column: Int) -> String {
    let value = figure.value(row, column)
    let omission = figure.omission(row, column)
    if omission == nil, figure.marks.indices.contains(Int(clamping: value)) { return figure.marks[Int(value)] }
    return FigureValue.text(value, omission, figure.unit, formats)
  }
}
