internal import Documents

/// Horizontal bars, their labels to the left and their numbers to the right.
struct BarPicture {
  private let figure: Figure
  private let formats: Formats

  private static let rowHeight = 24.0

  init(_ figure: Figure, _ formats: Formats) { (self.figure, self.formats) = (figure, formats) }

  var picture: Picture {
    let names = figure.labels.map { Picture.shortened($0, width: Picture.width * 0.38) }
    let sums = figure.labels.indices.map { figure.sum($0) }
    let numbers = sums.enumerated().map { label, sum in
      let omission = figure.series.count == 1 ? figure.omission(0, label) : nil
      return FigureValue.text(Int64(min(sum, 9e18)), omission, figure.unit, formats)
    }
    let start = Double(names.reduce(0) { max($0, $1.count) }) * Picture.letterWidth + 8
    let room = Picture.width - start - Double(numbers.reduce(0) { max($0, $1.count) }) * Picture.letterWidth - 12
    let largest = max(1, sums.max() ?? 0)
    let rows = figure.labels.indices.map { index -> Markup in
      let y = Double(index) * Self.rowHeight
      let length = sums[index] / largest * room
      return .joined([
        Picture.text(names[index], x: start - 8, y: y + 16, "end"),
        Picture.box(x: start, y: y + 4, width: length, height: Self.rowHeight - 8, "fill-0"),
        Picture.text(numbers[index], x: start + length + 6, y: y + 16, "begin"),
      ])
    }
    return Picture(height: max(1, Double(figure.labels.count)) * Self.rowHeight, markup: .joined(rows))
  }
}
