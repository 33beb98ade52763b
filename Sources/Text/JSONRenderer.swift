package import Documents
import Files
import Records

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
    let names = columns.enumerated().map { place, column in
      Array(((place > 0 ? ", " : "") + JSONValue.quoted(column.column.id) + ": ").utf8)
    }
    try file.append(",\n  \(JSONValue.quoted(table.id)): [")
    let places = columns.map(\.index)
    var values = JSONLine()
    var line = RecordBuffer()
    var isFirst = true
    try table.rows.forEach { row in
      line.clear()
      line.append(text: isFirst ? "\n    {" : ",\n    {")
      isFirst = false
      for index in places.indices {
        line.append(bytes: names[index])
        values.append(row, at: places[index], to: &line)
      }
      line.append(byte: UInt8(ascii: "}"))
      try file.append(line)
    }
    try file.append(isFirst ? "]" : "\n  ]")
  }
}
