import Files
import Model
import Records

/// Writes the cells of rows as CSV, from the bytes they lie in: no value becomes a string on the way.
struct CSVLine {
  /// A text with one of these stands in quotes.
  private let special: ByteSearch
  private let quote: ByteSearch
  private var moments = MomentWriter()

  private static let mark = UInt8(ascii: "\"")
  private static let severities = Severity.allCases.map { Array($0.key.utf8) }

  /// Lines of values with a delimiter between them.
  init(delimiter: UInt8) {
    special = ByteSearch(for: (Self.mark, UInt8(ascii: "\r"), UInt8(ascii: "\n"), delimiter))
    quote = ByteSearch(for: (Self.mark, Self.mark, Self.mark, Self.mark))
  }

  /// Adds a cell of a row.
  mutating func append(_ row: borrowing TableRow, at index: Int, to line: inout RecordBuffer) {
    switch row.tag(at: index) {
    case .empty: break
    case .text, .json: append(row.bytes.span.extracting(row.textRange(at: index)), to: &line)
    case .integer, .duration: line.append(decimal: row.integer(at: index))
    case .moment: moments.append(row.instant(at: index), to: &line)
    case .severity: line.append(bytes: Self.severities[row.severity(at: index).rawValue])
    case .date, .share: line.append(text: CellText.of(row.cell(at: index)))
    }
  }

  private func append(_ text: Span<UInt8>, to line: inout RecordBuffer) {
    let needsQuotes = special.first(in: text) < text.count
    if needsQuotes { line.append(byte: Self.mark) }
    if Self.mayBeFormula(text) { line.append(byte: UInt8(ascii: "'")) }
    if needsQuotes {
      append(doublingMarksOf: text, to: &line)
      line.append(byte: Self.mark)
    } else {
      line.append(text)
    }
  }

  /// Whether a spreadsheet may take a text for a formula: it begins with `= + - @` (OWASP, CSV injection); an
  /// apostrophe before it keeps it from that.
  ///
  /// Tab and carriage return, which some take off first, are visible marks already. Bytes are compared: `=` with a
  /// combining mark is another character for Swift, and still a formula for Excel.
  private static func mayBeFormula(_ text: Span<UInt8>) -> Bool {
    if text.isEmpty { return false }
    return switch text[0] {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"): true
    default: false
    }
  }

  private func append(doublingMarksOf text: Span<UInt8>, to line: inout RecordBuffer) {
    var start = 0
    while start < text.count {
      let end = quote.first(in: text, from: start)
      line.append(text.extracting(start..<end))
      if end < text.count {
        line.append(byte: Self.mark)
        line.append(byte: Self.mark)
      }
      start = end + 1
    }
  }
}
