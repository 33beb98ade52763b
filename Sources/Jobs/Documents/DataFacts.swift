import Archive
import Documents
import Excel

/// What a manifest says of a document's rows: enough to compute their digest again from the workbook alone.
struct DataFacts {
  /// The digest and the tables it was computed over; nil where the document has none.
  let data: DataDigest?
  /// The sheets of the workbook that the tables stand on.
  let listings: [WorkbookSummary.Listing]

  /// How the name of the file of row marks ends.
  static let marksEnding = "-rows.txt"

  /// The facts of a document.
  init(_ data: DataDigest?, _ listings: [WorkbookSummary.Listing]) {
    self.data = data
    self.listings = listings
  }

  /// Members of the manifest: `data_sha256`, and `data_tables`.
  var members: [JSONValue.Member] {
    [
      .init("data_sha256", data.map { .string($0.sha256) } ?? .null),
      .init("data_tables", .array((data?.tables ?? []).map(table))),
    ]
  }

  private func table(_ table: CountedTable) -> JSONValue {
    let columns = table.columns.map { column in
      JSONValue.object([
        .init("id", .string(column.id)), .init("kind", .string(column.kind.rawValue)),
        .init("title", .string(column.title)),
      ])
    }
    let sheets = listings.filter { $0.table == table.id }.map {
      JSONValue.object([.init("name", .string($0.sheet)), .init("rows", .integer(Int64($0.rows)))])
    }
    return .object([
      .init("table", .string(table.id)), .init("rows", .integer(Int64(table.rows))),
      .init("sha256", .string(table.sha256)), .init("empty_text", .string(table.emptyText)),
      .init("columns", .array(columns)), .init("sheets", .array(sheets)),
    ])
  }

  /// Reads the facts out of a manifest; nil where they are not whole, or its numbers do not add up.
  init?(reading manifest: JSONValue) {
    guard let sha256 = manifest["data_sha256"]?.stringValue, let list = manifest["data_tables"] else { return nil }
    var tables: [CountedTable] = []
    var listings: [WorkbookSummary.Listing] = []
    for entry in list.elements {
      guard let table = Self.table(reading: entry) else { return nil }
      tables.append(table)
      var rest = table.rows
      let sheets = entry["sheets"]?.elements ?? []
      for sheet in sheets {
        guard let name = sheet["name"]?.stringValue, let rows = sheet["rows"]?.integerValue, rows >= 0,
          rows <= Int64(rest)
        else { return nil }
        rest -= Int(rows)
        listings.append(WorkbookSummary.Listing(table: table.id, sheet: name, rows: Int(rows)))
      }
      guard sheets.isEmpty || rest == 0 else { return nil }
    }
    guard Set(tables.map(\.id)).count == tables.count else { return nil }
    self.init(DataDigest(tables: tables, sha256: sha256), listings)
  }

  private static func table(reading entry: JSONValue) -> CountedTable? {
    guard let id = entry["table"]?.stringValue, let rows = entry["rows"]?.integerValue, rows >= 0,
      rows < 1 << 40, let sha256 = entry["sha256"]?.stringValue, let emptyText = entry["empty_text"]?.stringValue
    else { return nil }
    var columns: [CountedTable.Column] = []
    for column in entry["columns"]?.elements ?? [] {
      guard let id = column["id"]?.stringValue, let title = column["title"]?.stringValue,
        let kind = column["kind"]?.stringValue.flatMap({ Column.Kind(rawValue: $0) })
      else { return nil }
      columns.append(CountedTable.Column(id: id, kind: kind, title: title))
    }
    return CountedTable(id: id, rows: Int(rows), columns: columns, emptyText: emptyText, sha256: sha256)
  }
}
