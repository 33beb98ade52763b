import Records
package import Documents
import Files
import Model

/// Draws the tables of a document into CSV files, one for each table that appears in CSV.
///
/// RFC 4180 with a delimiter of choice: header row of English keys, UTF-8, lines end with CR LF. Times are ISO 8601
/// UTC with six decimals, durations whole microseconds, shares `part/whole`.
package enum CSVRenderer {
  /// How CSV files are written.
  package struct Options: Sendable, Equatable {
    /// Between the values; ASCII.
    package var delimiter: Unicode.Scalar
    /// Whether the file begins with a byte order mark, by which Excel recognises UTF-8.
    package var hasByteOrderMark: Bool

    /// Options from their parts.
    package init(delimiter: Unicode.Scalar = ";", hasByteOrderMark: Bool = false) {
      self.delimiter = delimiter
      self.hasByteOrderMark = hasByteOrderMark
    }

    /// The bytes a value with which stands in quotes.
    fileprivate var special: [UInt8] { Array("\"\r\n".utf8) + Array(String(delimiter).utf8) }
  }

  /// Draws every table to `<stem>-<table>.csv`.
  ///
  /// - Returns: How many rows each file has, by the file's path.
  /// - Throws: ``FileError``, or what reading the rows throws.
  package static func draw(_ document: Document, toStem stem: String, options: Options) throws -> [String: Int] {
    var counts: [String: Int] = [:]
    for table in document.tables where table.appears(in: .csv) {
      let path = Output.csv.fileName(stem: stem, table: table.id)
      try draw(table, to: path, options)
      counts[path] = table.rows.count
    }
    return counts
  }

  /// The names of the files a document would be drawn into.
  package static func fileNames(of document: Document, stem: String) -> [String] {
    document.tables.filter { $0.appears(in: .csv) }.map { Output.csv.fileName(stem: stem, table: $0.id) }
  }

  private static func draw(_ table: Table, to path: String, _ options: Options) throws {
    var file = try OutputFile(at: path)
    try write(table, options) { try file.append($0) }
    try file.commit()
  }

  /// Hands over a table line by line, the header first; the byte order mark stands before it, if one is wanted.
  package static func write(_ table: Table, _ options: Options, to put: (String) throws -> Void) throws {
    let columns = table.columns(for: .csv)
    let delimiter = String(options.delimiter)
    let mark = options.hasByteOrderMark ? "\u{FEFF}" : ""
    try put(mark + columns.map(\.column.id).joined(separator: delimiter) + "\r\n")
    var line = ""
    try table.rows.forEach { row in
      line.removeAll(keepingCapacity: true)
      for (place, column) in columns.enumerated() {
        if place > 0 { line += delimiter }
        line += value(row.cell(at: column.index), options)
      }
      line += "\r\n"
      try put(line)
    }
  }

  private static func value(_ cell: Cell, _ options: Options) -> String {
    switch cell {
    case .empty: ""
    case .text(let text), .json(let text): quoted(harmless(text), options)
    case .integer(let number), .duration(let number): String(number)
    case .moment(let instant, _): instant.iso8601
    case .date(let date): date.iso8601
    case .severity(let severity): severity.key
    case .share(let part, let whole): "\(part)/\(whole)"
    }
  }

  /// A text no spreadsheet takes for a formula: an apostrophe before `= + - @` (OWASP, CSV injection).
  ///
  /// Tab and carriage return, which some take off first, are visible marks already.
  private static func harmless(_ text: String) -> String {
    // Bytes: `=` with a combining mark is another character for Swift, and still a formula for Excel.
    guard let first = text.utf8.first, "=+-@".utf8.contains(first) else { return text }
    return "'" + text
  }

  private static func quoted(_ text: String, _ options: Options) -> String {
    let special = options.special
    guard text.utf8.contains(where: { special.contains($0) }) else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
