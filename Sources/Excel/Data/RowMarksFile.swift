internal import Files

/// The file of row marks: for each table a line with its key and number of rows, then a line a row with the first
/// twelve hexadecimal digits of the row's SHA-256.
struct RowMarksFile: ~Copyable {
  private var file: OutputFile?
  private var line: [UInt8] = []

  /// How many bytes of a row's digest are kept.
  static let byteCount = 6

  /// The file that shall appear at a path; none where there is no path.
  init(at path: String?) throws {
    file = if let path { try OutputFile(at: path) } else { nil }
  }

  /// Begins a table.
  mutating func begin(_ table: String, rows: Int) throws { try file?.append("\(table) \(rows)\n") }

  /// Adds the mark of a row.
  mutating func append(_ mark: UInt64) throws {
    guard file != nil else { return }
    line.removeAll(keepingCapacity: true)
    for place in 1...Self.byteCount * 2 {
      let digit = UInt8(truncatingIfNeeded: mark >> UInt64((Self.byteCount * 2 - place) * 4) & 0xF)
      line.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
    line.append(UInt8(ascii: "\n"))
    try file?.append(line)
  }

  /// Gives the file its name.
  consuming func finish() throws { try file.take()?.commit() }
}
