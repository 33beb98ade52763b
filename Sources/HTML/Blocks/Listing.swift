internal import Documents
internal import Records

/// A table that the page's script lists: its columns as JSON, its rows packed beside them.
///
/// The rows are arrays of JSON, one a line, deflated and in base64; they go through memory one by one.
struct Listing {
  private let table: Table
  private let title: String
  private let document: Document
  private let columns: [(index: Int, column: Column)]
  private let path: String

  /// So many bytes of rows are packed at a time.
  private static let pieceSize = 1 << 16

  init(_ table: Table, title: String, _ document: Document, path: String) {
    (self.table, self.title, self.document, self.path) = (table, title, document, path)
    columns = table.columns(for: .browser)
  }

  func draw(to file: inout PageFile) throws {
    let total = document.formats.integer(Int64(table.rows.count))
    let needsScript = RendererTexts.fill(document.words.browser[.needsScript], ["total": total])
    try file.append(
      """
      <div class="listing" data-table="\(table.id)">
      <noscript><p class="notice">\(needsScript)</p></noscript>
      <script type="application/json" class="columns">\(.data(description))</script>
      <script type="text/plain" class="rows">
      """)
    try drawRows(to: &file)
    try file.append("</script>\n</div>\n")
  }

  /// What the script has to know of the table.
  private var description: JSONValue {
    .object([
      .init("table", .string(table.id)), .init("title", .string(title)),
      .init("total", .integer(Int64(table.rows.count))),
      .init(
        "columns",
        .array(
          columns.map { entry in
            .object([
              .init("id", .string(entry.column.id)), .init("title", .string(entry.column.title)),
              .init("meaning", .string(entry.column.meaning)), .init("kind", .string(entry.column.kind.rawValue)),
              .init("width", .integer(Int64(entry.column.width))), .init("counts", .bool(entry.column.isCount)),
            ])
          })),
    ])
  }

  private func drawRows(to file: inout PageFile) throws {
    guard var packing = RowPacking() else { throw HTMLError.noMemory(path: path) }
    var line = RowLine(columns, CellText(document))
    var count = 0
    try table.rows.forEach { row in
      line.append(row)
      count += 1
      if line.bytes.count >= Self.pieceSize {
        try packing.pack(line.bytes, to: &file)
        line.clear()
      }
    }
    try packing.finish(line.bytes, to: &file)
    guard count == table.rows.count else {
      throw HTMLError.missingRows(path: path, table: table.id, expected: table.rows.count, found: count)
    }
  }
}
