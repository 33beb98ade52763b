internal import Documents
internal import Records

/// A table whose rows are HTML: readable without a script, and short.
struct WrittenTable {
  private let table: Table
  private let title: String
  private let text: CellText
  private let columns: [(index: Int, column: Column)]
  private let path: String

  private static let barWidth = 60.0

  init(_ table: Table, title: String, _ document: Document, path: String) {
    (self.table, self.title, self.path) = (table, title, path)
    text = CellText(document)
    columns = table.columns(for: .browser)
  }

  func draw(to file: inout PageFile) throws {
    let headers = columns.map { entry -> Markup in
      "<th scope=\"col\" class=\"\(Self.kind(entry.column))\">\(entry.column.title)</th>"
    }
    try file.append(
      """
      <div class="scroll" role="region" tabindex="0" aria-label="\(title)">
      <table>
      <caption class="unseen">\(title)</caption>
      <thead><tr>\(headers)</tr></thead>
      <tbody>

      """)
    let largest = try largestNumbers()
    var count = 0
    try table.rows.forEach { row in
      try file.append("<tr>")
      for (place, entry) in columns.enumerated() {
        try file.append(cell(of: row, entry, largest: largest[place]))
      }
      try file.append("</tr>\n")
      count += 1
    }
    guard count == table.rows.count else {
      throw HTMLError.missingRows(path: path, table: table.id, expected: table.rows.count, found: count)
    }
    try file.append("</tbody>\n</table>\n</div>\n")
  }

  private func cell(
    of row: borrowing TableRow, _ entry: (index: Int, column: Column), largest: Int64
  ) -> Markup {
    let (shown, isMuted, isShortened) = text.text(of: row, at: entry.index, isCount: entry.column.isCount)
    var content: Markup = "\(shown)"
    if isShortened {
      content = "<details><summary>\(shown)</summary>\(row.text(at: entry.index))</details>"
    }
    switch row.tag(at: entry.index) {
    case .severity:
      content = "<span class=\"mark fill-severity-\(Int(row.integer(at: entry.index)))\"></span>\(content)"
    case .text:
      if let tone = entry.column.tones[row.text(at: entry.index)] {
        content = "<span class=\"mark fill-\(tone.rawValue)\"></span>\(content)"
      }
    case .integer where largest > 0, .duration where largest > 0:
      let length = Double(max(0, row.integer(at: entry.index))) / Double(largest) * Self.barWidth
      content =
        """
        <svg class="bar" viewBox="0 0 \(Self.barWidth) 8" width="\(Self.barWidth)" height="8" aria-hidden="true">\
        <rect width="\(length)" height="8"/></svg>\(content)
        """
    default: break
    }
    let muted: Markup = isMuted ? " muted" : ""
    return "<td class=\"\(Self.kind(entry.column))\(muted)\">\(content)</td>"
  }

  /// The largest number of each column with bars; zero for any other.
  private func largestNumbers() throws -> [Int64] {
    var largest = columns.map { _ in Int64(0) }
    guard columns.contains(where: { $0.column.hasBar }) else { return largest }
    try table.rows.forEach { row in
      for (place, entry) in columns.enumerated() where entry.column.hasBar {
        switch row.tag(at: entry.index) {
        case .integer, .duration: largest[place] = max(largest[place], row.integer(at: entry.index))
        default: break
        }
      }
    }
    return largest
  }

  /// The class of a column's cells, by its kind.
  static func kind(_ column: Column) -> Markup {
    switch column.kind {
    case .text, .json: "text"
    case .integer: "integer"
    case .moment: "moment"
    case .date: "date"
    case .duration: "duration"
    case .severity: "severity"
    case .share: "share"
    }
  }
}
