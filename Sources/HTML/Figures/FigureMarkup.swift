internal import Documents

/// A chart as a drawing, and its numbers as a table below it.
struct FigureMarkup {
  private let figure: Figure
  private let anchor: Markup
  private let document: Document

  init(_ figure: Figure, anchor: Markup, _ document: Document) {
    (self.figure, self.anchor, self.document) = (figure, anchor, document)
  }

  var markup: Markup {
    let picture = self.picture
    return """
      <figure>
      <figcaption><h3 id="\(anchor)">\(figure.title)</h3><p class="remark">\(figure.subtitle)</p></figcaption>
      \(legend)<div class="picture" role="group" tabindex="0" aria-labelledby="\(anchor)">\
      <svg viewBox="0 0 \(Picture.width) \(picture.height)" role="img" aria-labelledby="\(anchor)">
      \(picture.markup)</svg></div>
      <details><summary>\(document.words.browser[.values])</summary>
      <div class="scroll" role="region" tabindex="0" aria-label="\(figure.title)">
      \(FigureTable(figure, document.formats).markup)</div></details>
      </figure>

      """
  }

  private var picture: Picture {
    switch figure.shape {
    case .line: UprightPicture(figure, document.formats).lines
    case .columns: UprightPicture(figure, document.formats).columns
    case .bars: BarPicture(figure, document.formats).picture
    case .heatMap: HeatPicture(figure, document.formats).picture
    }
  }

  private var legend: Markup {
    guard figure.series.count > 1, figure.shape == .line || figure.shape == .columns else { return "" }
    let entries = figure.series.enumerated().map { index, series -> Markup in
      "<li><span class=\"mark \(SeriesClass.fill(figure, index))\"></span>\(series.name)</li>"
    }
    return "<ul class=\"legend\">\(entries)</ul>\n"
  }
}

/// A drawing, and how high it is.
struct Picture {
  /// How wide all drawings are, in units of their own.
  static let width = 720.0
  /// How much of that a letter takes, roughly.
  static let letterWidth = 7.2

  var height: Double
  var markup: Markup

  /// A text at its place.
  static func text(_ text: String, x: Double, y: Double, _ style: Markup) -> Markup {
    "<text x=\"\(x)\" y=\"\(y)\" class=\"\(style)\">\(text)</text>\n"
  }

  /// A filled rectangle.
  static func box(x: Double, y: Double, width: Double, height: Double, _ style: Markup) -> Markup {
    "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" class=\"\(style)\"/>\n"
  }

  /// A text that takes no more than so much, its end left out.
  static func shortened(_ text: String, width: Double) -> String {
    let most = max(2, Int(width / letterWidth))
    return text.count <= most ? text : String(text.prefix(most - 1)) + "…"
  }
}

/// Which style of the sheet a series is drawn in.
enum SeriesClass {
  static func fill(_ figure: Figure, _ index: Int) -> Markup {
    if let severity = figure.series[index].severity { return "fill-severity-\(severity)" }
    return "fill-\(index % 4)"
  }

  static func stroke(_ figure: Figure, _ index: Int) -> Markup {
    if let severity = figure.series[index].severity { return "stroke-severity-\(severity) dash-\(index % 4)" }
    return "stroke-\(index % 4) dash-\(index % 4)"
  }
}

/// The numbers of a chart in a table.
struct FigureTable {
  private let figure: Figure
  private let formats: Formats

  init(_ figure: Figure, _ formats: Formats) { (self.figure, self.formats) = (figure, formats) }

  var markup: Markup {
    figure.shape == .heatMap
      ? table(
        heads: figure.labels,
        rows: figure.series.indices.map { series in
          (figure.series[series].name, figure.labels.indices.map { text(series, $0) })
        })
      : table(
        heads: figure.series.map(\.name),
        rows: figure.labels.indices.map { label in
          (figure.labels[label], figure.series.indices.map { text($0, label) })
        })
  }

  private func text(_ series: Int, _ label: Int) -> String {
    let values = figure.series[series].values
    let value = label < values.count ? values[label] : 0
    if figure.omission(series, label) == nil, figure.marks.indices.contains(Int(clamping: value)) {
      return figure.marks[Int(value)]
    }
    return FigureValue.text(value, figure.omission(series, label), figure.unit, formats)
  }

  private func table(heads: [String], rows: [(String, [String])]) -> Markup {
    let headers = heads.map { head -> Markup in "<th scope=\"col\" class=\"integer\">\(head)</th>" }
    let lines = rows.map { name, values -> Markup in
      let cells = values.map { value -> Markup in "<td class=\"integer\">\(value)</td>" }
      return "<tr><th scope=\"row\">\(name)</th>\(cells)</tr>\n"
    }
    return """
      <table>
      <caption class="unseen">\(figure.title)</caption>
      <thead><tr><th scope="col">\(figure.labelTitle)</th>\(headers)</tr></thead>
      <tbody>
      \(lines)</tbody>
      </table>

      """
  }
}
