import Records
package import Documents
import Files
import Model

/// Draws a document into its JSON copy: the `document` object, then one array for every table that appears in it.
///
/// Times are ISO 8601 UTC with six decimals, durations whole microseconds, dates `2026-10-07`; a cell without a
/// value is null. Rows are written as they are read, so memory does not grow with them.
package enum JSONRenderer {
  /// Arrays that every document has, empty where its tables have nothing of the kind.
  private static let alwaysPresent = ["users", "days", "rules", "findings", "incidents"]

  /// Draws the document; the file appears whole or not at all.
  ///
  /// - Returns: How many rows each array has.
  /// - Throws: ``FileError``, or what reading the rows throws.
  package static func draw(_ document: Document, to path: String) throws -> [String: Int] {
    var file = try OutputFile(at: path)
    var counts: [String: Int] = [:]
    try file.append("{\n  \"document\": " + document.summary.text(indent: 1))
    let tables = document.tables.filter { $0.appears(in: .json) }
    let absent = alwaysPresent.filter { name in !tables.contains { $0.id == name } }
    for table in tables {
      try append(table, to: &file)
      counts[table.id] = table.rows.count
    }
    for name in absent { try file.append(",\n  \(JSONValue.quoted(name)): []") }
    try file.append("\n}\n")
    try file.commit()
    return counts
  }

  private static func append(_ table: Table, to file: inout OutputFile) throws {
    let columns = table.columns(for: .json)
    let names = columns.map { JSONValue.quoted($0.column.id) + ": " }
    try file.append(",\n  \(JSONValue.quoted(table.id)): [")
    var line = ""
    var isFirst = true
    try table.rows.forEach { row in
      line.removeAll(keepingCapacity: true)
      line += isFirst ? "\n    {" : ",\n    {"
      isFirst = false
      for (place, column) in columns.enumerated() {
        if place > 0 { line += ", " }
        line += names[place]
        line += value(row.cell(at: column.index))
      }
      line += "}"
      try file.append(line)
    }
    try file.append(isFirst ? "]" : "\n  ]")
  }

  private static func value(_ cell: Cell) -> String {
    switch cell {
    case .empty: "null"
    case .text(let text): JSONValue.quoted(text)
    case .integer(let number), .duration(let number): String(number)
    case .moment(let instant, _): JSONValue.quoted(instant.iso8601)
    case .date(let date): JSONValue.quoted(date.iso8601)
    case .severity(let severity): JSONValue.quoted(severity.key)
    case .json(let text): text
    case .share(let part, let whole): JSONValue.quoted("\(part)/\(whole)")
    }
  }
}
