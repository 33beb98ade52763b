import Messages
package import Settings

/// Which part of a database is dumped: the block `backup` of a source; without one it is all of it.
///
/// Patterns are those of pg_dump and psql: `*` and `?`, a schema before a point, capitals and points within `"…"`.
package struct DumpSelection: Sendable, Equatable {
  /// One pattern, and what is said where nothing matches it.
  struct Pattern: Sendable, Equatable {
    let text: String
    let complaint: SettingsError
  }

  /// What a list of patterns does.
  package enum List: String, Sendable, CaseIterable {
    /// Only these schemas.
    case includeSchemas = "include_schemas"
    /// Not these schemas.
    case excludeSchemas = "exclude_schemas"
    /// Only these tables, whatever their schemas.
    case includeTables = "include_tables"
    /// Not these tables.
    case excludeTables = "exclude_tables"
    /// These tables without their rows.
    case excludeTableData = "exclude_table_data"

    /// The option of pg_dump.
    var option: String {
      switch self {
      case .includeSchemas: "--schema"
      case .excludeSchemas: "--exclude-schema"
      case .includeTables: "--table"
      case .excludeTables: "--exclude-table"
      case .excludeTableData: "--exclude-table-data"
      }
    }

    /// The options with which pg_dump takes what a pattern matches, and leaves it out again.
    var both: [String] {
      switch self {
      case .includeSchemas, .excludeSchemas: ["--schema", "--exclude-schema"]
      case .includeTables, .excludeTables, .excludeTableData: ["--table", "--exclude-table"]
      }
    }
  }

  let patterns: [List: [Pattern]]

  /// Reads the block.
  package init(_ node: SettingsNode) throws(SettingsError) {
    let settings = try node.mapping(List.allCases.map(\.rawValue))
    var patterns: [List: [Pattern]] = [:]
    for list in List.allCases {
      guard let elements = try settings[list.rawValue]?.list() else { continue }
      for element in elements { patterns[list, default: []].append(try Self.pattern(element)) }
    }
    self.patterns = patterns
    guard !patterns.isEmpty else {
      throw node.error(
        Message(
          tr: "hiçbir şema veya tablo adlandırılmamış; tümü yedeklenecekse bu bloğu kaldırın.",
          en: "no schema and no table is named; leave the block out to have everything dumped."))
    }
  }

  private static func pattern(_ node: SettingsNode) throws(SettingsError) -> Pattern {
    let text = try node.string()
    let complaint = node.error(
      Message(
        tr:
          "“\(text)” hiçbir şemaya veya tabloya uymuyor; yedek alınmadı. Büyük harfli adları çift tırnak içinde yazın: "
          + "'\"Ad\"'.",
        en: "“\(text)” matches no schema or table; no backup was made. Write names with capitals in double quotes: "
          + "'\"Name\"'."))
    guard !text.isEmpty, text.unicodeScalars.allSatisfy({ $0.value >= 0x20 }) else { throw complaint }
    return Pattern(text: text, complaint: complaint)
  }

  /// The lists that hold something, with their patterns, in one order.
  package var lists: [(list: List, patterns: [String])] {
    List.allCases.compactMap { list in patterns[list].map { (list, $0.map(\.text)) } }
  }

  /// Large objects and extensions belong to no schema or table that is named.
  var isOfNamed: Bool { patterns[.includeSchemas] != nil || patterns[.includeTables] != nil }

  /// What no listing of tables is to look at: tables that are left out, and the server's own.
  var hidden: [String] {
    let schemas = ["pg_catalog", "information_schema"] + (patterns[.excludeSchemas] ?? []).map(\.text)
    let tables = schemas.map { "\($0).*" } + (patterns[.excludeTables] ?? []).map(\.text)
    return tables.map { "--exclude-table=\($0)" }
  }

  /// What pg_dump is given; patterns that include must match.
  var arguments: [String] {
    lists.flatMap { list, patterns in patterns.map { "\(list.option)=\($0)" } } + (isOfNamed ? ["--strict-names"] : [])
  }
}
