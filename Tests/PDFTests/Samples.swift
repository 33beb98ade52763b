import Documents
import Records
import Model

/// Pieces of documents for the tests of the renderer.
enum Samples {
  /// A table with columns of the given kinds, all of the same width.
  static func table(
    _ columns: [(title: String, kind: Column.Kind)], in folder: String, limit: Int? = nil, remark: String? = nil,
    rows: [[Cell]]
  ) throws -> Table {
    let spooled = try TableRows(rows, in: folder)
    return Table(
      id: "table",
      columns: columns.enumerated().map { index, column in
        Column(id: "column\(index)", title: column.title, kind: column.kind, width: 10, audience: .paper)
      },
      rows: spooled, pagedRowLimit: limit, remark: remark,
      emptyText: "Belirtilen dönem ve ölçütlerle kayıt bulunmamaktadır.")
  }

  /// A figure of one series.
  static func figure(
    _ shape: Figure.Shape, unit: Figure.Unit = .count, labels: [String], values: [Int64]
  ) -> Figure {
    Figure(
      id: "figure", title: "Şekil başlığı", subtitle: "alt başlık", shape: shape, unit: unit, labels: labels,
      labelTitle: "Etiket", series: [Figure.Series(name: "Dizi", values: values)])
  }
}
