internal import Documents

/// Lines and upright columns over ordered labels, with an axis of values to their left.
struct UprightPicture {
  private let figure: Figure
  private let formats: Formats
  private let scale: ValueScale
  private let left: Double

  private static let top = 16.0
  private static let bottom = 204.0
  private static let right = Picture.width - 8
  private static let height = 228.0
  /// More labels than this make a line no easier to read.
  private static let labelLimit = 13

  init(_ figure: Figure, _ formats: Formats) {
    (self.figure, self.formats) = (figure, formats)
    let largest =
      figure.shape == .line
      ? figure.series.indices.flatMap { series in figure.labels.indices.map { Double(figure.value(series, $0)) } }.max()
      : figure.labels.indices.map { figure.sum($0) }.max()
    let scale = ValueScale(largest: largest ?? 0, unit: figure.unit)
    self.scale = scale
    let longest = scale.ticks.reduce(0) { max($0, scale.label($1, formats).count) }
    left = Double(longest) * Picture.letterWidth + 10
  }

  /// Lines; the area below a single one is filled.
  var lines: Picture {
    let count = figure.labels.count
    let distance = count > 1 ? (Self.right - left - 8) / Double(count - 1) : Self.right - left
    func x(_ index: Int) -> Double { count > 1 ? left + 4 + Double(index) * distance : (left + Self.right) / 2 }
    var markup = gaps {
      (max(left, x($0.lowerBound) - distance / 2), min(Self.right, x($0.upperBound - 1) + distance / 2))
    }
    markup += axis
    for series in figure.series.indices {
      for run in runs(series) {
        let points = run.map { (x($0), y(Double(figure.value(series, $0)))) }
        markup += line(points, series)
      }
      for label in figure.labels.indices where isHidden(series, label) {
        markup += "<circle cx=\"\(x(label))\" cy=\"\(Self.bottom - 4)\" r=\"2.5\" class=\"fill-1\"/>\n"
      }
    }
    return Picture(
      height: Self.height, markup: .joined([markup, labels(distance: distance, limit: Self.labelLimit, x)]))
  }

  /// Columns; several series stand on each other, the first at the bottom.
  var columns: Picture {
    let place = (Self.right - left) / Double(max(1, figure.labels.count))
    let width = min(place * 0.64, 48)
    func centre(_ index: Int) -> Double { left + (Double(index) + 0.5) * place }
    var markup = gaps { (left + Double($0.lowerBound) * place, left + Double($0.upperBound) * place) }
    markup += axis
    for label in figure.labels.indices {
      var top = Self.bottom
      for series in figure.series.indices {
        let height = scale.share(Double(figure.value(series, label))) * (Self.bottom - Self.top)
        guard height > 0 else { continue }
        let gap = top < Self.bottom && height > 2 ? 1.0 : 0
        markup += Picture.box(
          x: centre(label) - width / 2, y: top - height, width: width, height: height - gap,
          SeriesClass.fill(figure, series))
        top -= height
      }
      if figure.isHidden(label) {
        // A mark of one height, whatever it stands for.
        markup += Picture.box(x: centre(label) - width / 2, y: top - 4, width: width, height: 4, "fill-1")
        continue
      }
      let total = FigureValue.text(Int64(min(figure.sum(label), 9e18)), figure.unit, formats)
      if top < Self.bottom, Double(total.count) * Picture.letterWidth < place {
        markup += Picture.text(total, x: centre(label), y: top - 4, "middle")
      }
    }
    return Picture(height: Self.height, markup: .joined([markup, labels(distance: place, limit: .max, centre)]))
  }

  private func y(_ value: Double) -> Double { Self.bottom - scale.share(value) * (Self.bottom - Self.top) }

  private var axis: Markup {
    .joined(
      scale.ticks.map { tick in
        .joined([
          Picture.box(x: left, y: y(tick) - 0.5, width: Self.right - left, height: 1, "level"),
          Picture.text(scale.label(tick, formats), x: left - 6, y: y(tick) + 4, "end"),
        ])
      })
  }

  /// Time of which there are no records, shaded.
  private func gaps(_ ends: (Range<Int>) -> (Double, Double)) -> Markup {
    .joined(
      figure.unrecorded.map { stretch in
        let (start, end) = ends(stretch)
        return Picture.box(x: start, y: Self.top, width: end - start, height: Self.bottom - Self.top, "gap")
      })
  }

  private func labels(distance: Double, limit: Int, _ position: (Int) -> Double) -> Markup {
    let widest = figure.labels.reduce(0) { max($0, $1.count) }
    let needed = (Double(widest) * Picture.letterWidth + 6) / max(distance, 0.001)
    let step = max(1, Int(max(needed, Double(figure.labels.count) / Double(limit)).rounded(.up)))
    return .joined(
      stride(from: 0, to: figure.labels.count, by: step).map { index in
        let half = Double(figure.labels[index].count) * Picture.letterWidth / 2
        let x = min(max(position(index), half), Picture.width - half)
        return Picture.text(figure.labels[index], x: x, y: Self.bottom + 18, "middle")
      })
  }

  private func line(_ points: [(Double, Double)], _ series: Int) -> Markup {
    let corners = points.map { point -> Markup in "\(point.0),\(point.1) " }
    var markup: Markup = ""
    if figure.series.count == 1, let first = points.first, let last = points.last {
      markup += "<polygon points=\"\(corners)\(last.0),\(Self.bottom) \(first.0),\(Self.bottom)\" class=\"area\"/>\n"
    }
    if points.count == 1 {
      markup +=
        "<circle cx=\"\(points[0].0)\" cy=\"\(points[0].1)\" r=\"4\" class=\"\(SeriesClass.fill(figure, series))\"/>\n"
    } else {
      markup += "<polyline points=\"\(corners)\" class=\"\(SeriesClass.stroke(figure, series))\"/>\n"
    }
    return markup
  }

  /// The labels in a row for which a series has a number: a line ends where none is drawn.
  private func runs(_ series: Int) -> [[Int]] {
    var runs: [[Int]] = []
    for label in figure.labels.indices where figure.omission(series, label) == nil {
      if let last = runs.last?.last, last == label - 1 {
        runs[runs.count - 1].append(label)
      } else {
        runs.append([label])
      }
    }
    return runs
  }

  private func isHidden(_ series: Int, _ label: Int) -> Bool {
    if case .hidden = figure.omission(series, label) { true } else { false }
  }
}
