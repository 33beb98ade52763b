internal import CXlsxWriter
internal import Documents

/// A grid of numbers, darker for more.
struct HeatMap {
  let figure: Figure
  let sheet: LaidOutSheet
  /// The header of the sums at the right.
  let totalTitle: String

  private static let totalColumns = 3

  private var styles: StyleSheet { sheet.styles }

  /// Writes the grid with its names, its sums and its colours.
  func draw() {
    let nameWidths = ([figure.labelTitle] + figure.series.map(\.name)).map {
      TextExtent.width($0, size: 8.5, isBold: false) + 10
    }
    let names = 0..<min(7, max(3, sheet.grid.columns(forPixels: nameWidths.max() ?? 0)))
    let room = sheet.grid.columnCount - names.count - Self.totalColumns
    let span = max(1, min(3, room / max(1, figure.labels.count)))
    let places = figure.labels.indices.map { index in
      names.upperBound + index * span..<names.upperBound + (index + 1) * span
    }
    let totals =
      (places.last?.upperBound ?? names.upperBound)..<(places.last?.upperBound ?? names.upperBound) + Self.totalColumns
    drawHeader(names, places, totals)
    let top = sheet.row
    for series in figure.series { drawRow(series, names, places, totals) }
    if let first = places.first, let last = places.last, sheet.row > top {
      colour(rows: top..<sheet.row, columns: first.lowerBound..<last.upperBound)
    }
  }

  private func drawHeader(_ names: Range<Int>, _ places: [Range<Int>], _ totals: Range<Int>) {
    let header = styles.header.with { ($0.size, $0.isWrapped, $0.shrinks, $0.alignment) = (8, false, true, .centre) }
    sheet.put(figure.labelTitle, row: sheet.row, columns: names, header.with { $0.alignment = .left })
    for (label, place) in zip(figure.labels, places) { sheet.put(label, row: sheet.row, columns: place, header) }
    sheet.put(totalTitle, row: sheet.row, columns: totals, header.with { $0.alignment = .right })
    sheet.setHeight(18, row: sheet.row)
    sheet.row += 1
  }

  private func drawRow(_ series: Figure.Series, _ names: Range<Int>, _ places: [Range<Int>], _ totals: Range<Int>) {
    let format =
      marksFormat ?? (figure.unit == .duration ? NumberFormats.axisDuration : NumberFormats.count)
    let cell = styles.body.with {
      ($0.size, $0.shrinks, $0.alignment, $0.numberFormat) = (8, true, .centre, format)
      ($0.top, $0.left, $0.right) = (styles.rule, styles.rule, styles.rule)
    }
    sheet.put(series.name, row: sheet.row, columns: names, styles.body.with { ($0.size, $0.shrinks) = (8.5, true) })
    var total = 0.0
    for (index, place) in places.enumerated() {
      total += figure.number(series, index)
      series.put(index, of: figure, on: sheet, row: sheet.row, columns: place, cell)
    }
    let sum = styles.body.with { ($0.alignment, $0.isBold, $0.shrinks, $0.numberFormat) = (.right, true, true, format) }
    // What the numbers that are seen come to is no total where others are not, or where each stands for a word.
    if figure.marks.isEmpty, series.omissions.values.allSatisfy({ $0 == .unrecorded }) {
      sheet.put(total, row: sheet.row, columns: totals, sum)
    } else {
      sheet.put("", row: sheet.row, columns: totals, sum)
    }
    sheet.setHeight(16.5, row: sheet.row)
    sheet.row += 1
  }

  /// Marks in the place of the numbers 1, 2 and 3: a format has room for two conditions, and anything else.
  private var marksFormat: String? {
    guard figure.marks.count == 4 else { return nil }
    return "[=1]\"\(figure.marks[1])\";[=2]\"\(figure.marks[2])\";\"\(figure.marks[3])\""
  }

  /// White for the least, the accent for the most, and white numbers where the ground is dark.
  private func colour(rows: Range<Int>, columns: Range<Int>) {
    let colours = styles.theme.colours
    var dark = lxw_conditional_format()
    dark.type = UInt8(LXW_CONDITIONAL_TYPE_CELL.rawValue)
    dark.criteria = UInt8(LXW_CONDITIONAL_CRITERIA_GREATER_THAN_OR_EQUAL_TO.rawValue)
    let most =
      figure.marks.isEmpty
      ? figure.series.flatMap { series in figure.labels.indices.map { figure.number(series, $0) } }.max() ?? 0
      : Double(figure.marks.count - 1)
    dark.value = most * 0.6
    dark.format = styles.lightFont
    var scale = lxw_conditional_format()
    scale.type = UInt8(LXW_CONDITIONAL_2_COLOR_SCALE.rawValue)
    scale.min_color = libraryColour(0xFFFFFF)
    scale.max_color = libraryColour(colours.accent.number)
    if !figure.marks.isEmpty {
      // One that is always there: a month without a fault is no darker than any other.
      scale.min_rule_type = UInt8(LXW_CONDITIONAL_RULE_TYPE_NUMBER.rawValue)
      scale.max_rule_type = UInt8(LXW_CONDITIONAL_RULE_TYPE_NUMBER.rawValue)
      (scale.min_value, scale.max_value) = (0, most)
    }
    sheet.format(rows: rows, columns: columns, &scale)
    if most > 0 { sheet.format(rows: rows, columns: columns, &dark) }
  }
}
