internal import Documents

/// The numbers of a figure as a small table: what a chart refers to, and what can be copied.
struct NumberTable {
  let figure: Figure
  let sheet: LaidOutSheet

  /// Where the numbers stand, as formulas a chart can refer to.
  struct References {
    let labels: String
    /// The name and the numbers of every series.
    let series: [(name: String, values: String)]
  }

  private static let valueColumns = 3
  /// Points: low rows, so that the numbers of a day stand beside its chart.
  static let rowHeight = 12.75

  private var styles: StyleSheet { sheet.styles }

  private var labelColumns: Int {
    let widths = ([figure.labelTitle] + figure.labels).map { TextExtent.width($0, size: 9, isBold: false) + 10 }
    return min(9, max(3, sheet.grid.columns(forPixels: widths.max() ?? 0)))
  }

  /// How many columns of the grid the table needs.
  var columnCount: Int { labelColumns + figure.series.count * Self.valueColumns }

  /// How many rows it needs.
  var rowCount: Int { figure.labels.count + 1 }

  /// Writes the table with its upper left corner in a cell.
  func draw(row: Int, column: Int) -> References {
    let labels = column..<column + labelColumns
    let places = figure.series.indices.map { index in
      let start = labels.upperBound + index * Self.valueColumns
      return start..<start + Self.valueColumns
    }
    let header = styles.header.with { ($0.size, $0.isWrapped, $0.shrinks) = (8, false, true) }
    sheet.put(figure.labelTitle, row: row, columns: labels, header)
    for (series, place) in zip(figure.series, places) {
      sheet.put(series.name, row: row, columns: place, header.with { $0.alignment = .right })
    }
    let label = styles.body.with { ($0.size, $0.shrinks) = (8, true) }
    let number = label.with {
      ($0.alignment, $0.numberFormat) = (.right, figure.unit.numberFormat)
    }
    for (index, text) in figure.labels.enumerated() {
      sheet.put(text, row: row + 1 + index, columns: labels, label)
      for (series, place) in zip(figure.series, places) {
        series.put(index, of: figure, on: sheet, row: row + 1 + index, columns: place, number)
      }
    }
    return References(
      labels: reference(row + 1, figure.labels.count, labels.lowerBound),
      series: places.map { place in
        (reference(row, 1, place.lowerBound), reference(row + 1, figure.labels.count, place.lowerBound))
      })
  }

  /// `='Özet'!$A$5:$A$28`.
  private func reference(_ row: Int, _ count: Int, _ column: Int) -> String {
    let letters = Self.letters(column)
    let end = count > 1 ? ":$\(letters)$\(row + count)" : ""
    return "='\(sheet.worksheet.name)'!$\(letters)$\(row + 1)\(end)"
  }

  /// `A` … `Z`, `AA` ….
  static func letters(_ column: Int) -> String {
    let last = String(Unicode.Scalar(UInt8(ascii: "A") + UInt8(column % 26)))
    return column < 26 ? last : letters(column / 26 - 1) + last
  }
}

extension Figure.Series {
  /// Writes a number, or what stands for one that is not drawn: nothing where there are no records, so that a chart has
  /// a gap there.
  func put(
    _ index: Int, of figure: Figure, on sheet: LaidOutSheet, row: Int, columns: Range<Int>, _ style: CellStyle
  ) {
    switch omissions[index] {
    case nil: sheet.put(figure.number(self, index), row: row, columns: columns, style)
    case .unrecorded: sheet.put("", row: row, columns: columns, style)
    case .hidden(let mark): sheet.put(mark, row: row, columns: columns, style)
    }
  }
}

extension Figure {
  /// A number as a cell holds it: durations in days; what is missing or below zero as zero.
  func number(_ series: Series, _ index: Int) -> Double {
    guard series.values.indices.contains(index) else { return 0 }
    switch unit {
    case .count: return Double(series.values[index])
    case .duration: return SerialTime.duration(series.values[index]) ?? 0
    }
  }
}

extension Figure.Unit {
  /// How the numbers are written in cells.
  var numberFormat: String {
    switch self {
    case .count: NumberFormats.count
    case .duration: NumberFormats.duration
    }
  }
}
