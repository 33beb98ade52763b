import Documents
import Files
import Model
import Records

/// Writes the cells of rows as JSON, from the bytes they lie in: no value becomes a string on the way.
struct JSONLine {
  private var moments = MomentWriter()

  /// What stands in a string as an escape: `"`, `\` and control characters (RFC 8259).
  private static let escaped = ByteSearch(
    for: (UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "\\")), below: 0x20)
  private static let severities = Severity.allCases.map { Array(JSONValue.quoted($0.key).utf8) }
  private static let null = Array("null".utf8)

  /// Adds a cell of a row.
  mutating func append(_ row: borrowing TableRow, at index: Int, to line: inout RecordBuffer) {
    switch row.tag(at: index) {
    case .empty: line.append(bytes: Self.null)
    case .text: Self.append(quoted: row.bytes.span.extracting(row.textRange(at: index)), to: &line)
    case .json: line.append(row.bytes.span.extracting(row.textRange(at: index)))
    case .integer, .duration: line.append(decimal: row.integer(at: index))
    case .moment:
      line.append(byte: UInt8(ascii: "\""))
      moments.append(row.instant(at: index), to: &line)
      line.append(byte: UInt8(ascii: "\""))
    case .severity: line.append(bytes: Self.severities[row.severity(at: index).rawValue])
    case .date, .share: line.append(text: JSONValue.quoted(CellText.of(row.cell(at: index))))
    }
  }

  private static func append(quoted text: Span<UInt8>, to line: inout RecordBuffer) {
    line.append(byte: UInt8(ascii: "\""))
    var start = 0
    while start < text.count {
      let end = escaped.first(in: text, from: start)
      line.append(text.extracting(start..<end))
      start = end
      guard start < text.count else { break }
      append(escaped: text[start], to: &line)
      start += 1
    }
    line.append(byte: UInt8(ascii: "\""))
  }

  private static func append(escaped byte: UInt8, to line: inout RecordBuffer) {
    // Quoted alone it stands as it does among others.
    line.append(text: String(JSONValue.quoted(String(Unicode.Scalar(byte))).dropFirst().dropLast()))
  }
}
