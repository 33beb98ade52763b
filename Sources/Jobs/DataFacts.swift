import Documents
import Excel

/// What a manifest says of a document's rows: enough to compute their digest again from the workbook alone.
enum DataFacts {
  /// The name of the file of row marks, for the name of a document's files without an ending.
  static func marksName(stem: String) -> String { stem + "-rows.txt" }

  /// `data_sha256`, and the tables it was computed over with the sheets they stand on.
  static func facts(_ data: DataDigest?, _ listings: [WorkbookSummary.Listing]) -> [JSONValue.Member] {
    let tables = (data?.tables ?? []).map { table in
      JSONValue.object([
        .init("table", .string(table.table)), .init("rows", .integer(Int64(table.rows))),
        .init("sha256", .string(table.sha256)),
        .init(
          "columns",
          .array(
            table.columns.map { .object([.init("id", .string($0.id)), .init("kind", .string($0.kind))]) })),
        .init(
          "sheets",
          .array(
            listings.filter { $0.table == table.table }.map {
              .object([.init("name", .string($0.sheet)), .init("rows", .integer(Int64($0.rows)))])
            })),
      ])
    }
    return [
      .init("data_sha256", data.map { .string($0.sha256) } ?? .null), .init("data_tables", .array(tables)),
    ]
  }
}
