package import Documents
package import Files
import Records

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
  package static func write(
    _ table: Table, _ options: Options, to put: (borrowing RecordBuffer) throws -> Void
  ) throws {
    let columns = table.columns(for: .csv)
    // A delimiter is ASCII.
    let delimiter = UInt8(truncatingIfNeeded: options.delimiter.value)
    let places = columns.map(\.index)
    var values = CSVLine(delimiter: delimiter)
    var line = RecordBuffer()
    if options.hasByteOrderMark { line.append(text: "\u{FEFF}") }
    line.append(text: columns.map(\.column.id).joined(separator: String(options.delimiter)) + "\r\n")
    try put(line)
    try table.rows.forEach { row in
      line.clear()
      for index in places.indices {
        if index > 0 { line.append(byte: delimiter) }
        values.append(row, at: places[index], to: &line)
      }
      line.append(byte: UInt8(ascii: "\r"))
      line.append(byte: UInt8(ascii: "\n"))
      try put(line)
    }
  }
}
