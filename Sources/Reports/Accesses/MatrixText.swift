import Analysis
import Documents

/// What documents say of a matrix of authority and of what was held against it.
enum MatrixText {
  /// The parts that all events make up, as a document shows them.
  struct Counts {
    private let texts: [String]

    init(_ rows: MatrixRows, _ context: SectionContext) { texts = context.counts(rows.parts) }

    /// Accesses that deviate.
    var deviating: String { texts[1] }
    /// Events that name no object.
    var unnamed: String { texts[texts.count - 1] }
  }

  /// The numbers of the JSON copy; null where nothing was held against a matrix.
  static func counts(_ rows: MatrixRows, _ context: SectionContext) -> [JSONValue.Member] {
    let names =
      ["matrix_conforming", "matrix_deviating"] + AccessMatrix.Doubt.allCases.map { "matrix_\($0.rawValue)" }
    let values = context.countValues(rows.parts)
    let unnamed = rows.namesObjects ? values[values.count - 1] : .null
    return zip(names, values).map { name, value in .init(name, rows.isApplied ? value : .null) }
      + [.init("objects_unnamed", unnamed)]
  }

  /// Which matrix it was; null where none is configured.
  static func json(_ rows: MatrixRows) -> JSONValue {
    guard let matrix = rows.matrix else { return .null }
    return .object([
      .init("version", .string(matrix.version)), .init("applied", .bool(rows.isApplied)),
      .init("rules", .integer(Int64(matrix.rules.count))), .init("objects", .integer(Int64(matrix.objects.count))),
    ])
  }
}
