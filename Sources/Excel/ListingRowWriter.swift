import Records
internal import Documents
internal import Model

/// Writes the rows of a listing as the XML of their cells: the innermost loop of the program.
///
/// Texts are copied from where they lie; no String is made for them. What comes out is byte for byte what libxlsxwriter
/// writes of the same cells.
struct ListingRowWriter {
  let columns: [ListingColumn]
  /// Whether long texts go on in further lines.
  let wraps: Bool
  private let formats: Formats
  private let texts: CellText
  private var markup: CellMarkup
  /// The words of the severities, and how they look.
  private let severities: [(word: String, format: StyleSheet.Format?)]

  /// What a cell takes beside its text, at most.
  private static let cellRoom = 160
  /// The height in points of a row that says none.
  private static let usualHeight = 15.0

  init(_ table: Table, wraps: Bool, document: Document, styles: StyleSheet, texts: CellText) {
    columns = table.columns(for: .workbook).map { place in
      ListingColumn(place.column, index: place.index, styles: styles, wraps: wraps)
    }
    self.wraps = wraps
    formats = document.formats
    self.texts = texts
    let body = ListingColumn.body(styles, wraps: wraps)
    severities = document.words.severities.enumerated().map { rank, word in
      (texts.visible(word), styles.format(styles.severity(rank, on: body)))
    }
    markup = CellMarkup(columnCount: columns.count, severityCount: severities.count)
  }

  /// Writes one row behind those that are there; the first row of a sheet has the number 1.
  mutating func write(_ row: borrowing TableRow, number: Int, to bytes: RowBytes) {
    let room = TextMarkup.longest(row.bytes.count) + (columns.count + 1) * Self.cellRoom
    var output = RowOutput(bytes, room: room, rowNumber: number)
    output.append("<row r=\"")
    output.appendRowNumber()
    if wraps, let height = height(row), height != Self.usualHeight {
      output.append("\" ht=\"")
      output.append(height)
      output.append("\" customHeight=\"1\">")
    } else {
      output.append("\">")
    }
    row.bytes.withUnsafeBytes { bytes in
      for position in columns.indices { write(row, bytes, position, to: &output) }
    }
    output.append("</row>")
    output.finish()
  }

  /// The height in points that the texts of a row need, nil when one line is enough.
  private func height(_ row: borrowing TableRow) -> Double? {
    var lineCount = 1
    for column in columns where column.index < row.count && row.tag(at: column.index) == .text {
      // No letter is twice as wide as what Excel counts as a character, so a short text needs no measuring.
      guard row.textRange(at: column.index).count * 2 > Int(column.width) else { continue }
      let text = row.text(at: column.index)
      lineCount = max(lineCount, TextExtent.lines(text, width: column.width * 7, size: 9, isBold: false).count)
    }
    return lineCount > 1 ? min(TextExtent.height(lineCount: lineCount, size: 9), LaidOutSheet.highestRow) : nil
  }

  private mutating func write(
    _ row: borrowing TableRow, _ bytes: UnsafeRawBufferPointer, _ position: Int, to output: inout RowOutput
  ) {
    let index = columns[position].index
    // An empty cell is written for its rule alone.
    guard index < row.count else { return blank(position, to: &output) }
    switch row.tag(at: index) {
    case .empty: blank(position, to: &output)
    case .text: text(bytes, row.textRange(at: index), position, to: &output)
    case .integer:
      let value = row.integer(at: index)
      guard CellContent.isShown(value) else { return other(row, position, to: &output) }
      begin(.integer, position, to: &output)
      output.append(value)
      output.append("</v></c>")
    case .moment, .date, .duration, .severity, .json, .share: other(row, position, to: &output)
    }
  }

  /// Writes a cell of any kind.
  private mutating func other(_ row: borrowing TableRow, _ position: Int, to output: inout RowOutput) {
    switch CellContent(row.cell(at: columns[position].index), formats: formats) {
    case .blank: blank(position, to: &output)
    case .text(let text): self.text(text, position, to: &output)
    case .integer(let value): number(value, .integer, position, to: &output)
    case .moment(let days): number(days, .moment, position, to: &output)
    case .date(let days): number(days, .date, position, to: &output)
    case .duration(let days): number(days, .duration, position, to: &output)
    case .share(let share): number(share, .share, position, to: &output)
    case .severity(let rank):
      guard severities.indices.contains(rank) else { return text(String(rank), position, to: &output) }
      let rest = markup.severity(rank, word: severities[rank].word, severities[rank].format)
      output.append(markup.begin(position), of: markup.bytes)
      output.appendRowNumber()
      output.append(rest, of: markup.bytes)
    }
  }

  /// Begins a cell.
  private mutating func begin(_ look: CellMarkup.Look, _ position: Int, to output: inout RowOutput) {
    let rest = markup.look(look, position, columns[position])
    output.append(markup.begin(position), of: markup.bytes)
    output.appendRowNumber()
    output.append(rest, of: markup.bytes)
  }

  private mutating func blank(_ position: Int, to output: inout RowOutput) { begin(.blank, position, to: &output) }

  private mutating func number(
    _ value: Double, _ look: CellMarkup.Look, _ position: Int, to output: inout RowOutput
  ) {
    begin(look, position, to: &output)
    output.append(value)
    output.append("</v></c>")
  }

  private mutating func text(
    _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ position: Int, to output: inout RowOutput
  ) {
    let text = UnsafeRawBufferPointer(rebasing: bytes[range])
    // UTF-16 never needs more units than UTF-8 needs bytes, so a short text needs no counting.
    if range.count <= CellText.limit, !CellText.mayHoldEscape(text) { return fitted(text, position, to: &output) }
    self.text(String(decoding: text, as: UTF8.self), position, to: &output)
  }

  private mutating func text(_ text: String, _ position: Int, to output: inout RowOutput) {
    var fitted = texts.fitted(text)
    fitted.withUTF8 { bytes in
      output.reserve(TextMarkup.longest(bytes.count))
      self.fitted(UnsafeRawBufferPointer(bytes), position, to: &output)
    }
  }

  /// Writes a text that fits into a cell and holds no escape.
  private mutating func fitted(_ text: UnsafeRawBufferPointer, _ position: Int, to output: inout RowOutput) {
    guard let first = text.first, let last = text.last else { return blank(position, to: &output) }
    let isSpaced = TextMarkup.isSpace(first) || TextMarkup.isSpace(last)
    begin(isSpaced ? .spacedText : .text, position, to: &output)
    output.append(text: text)
    output.append("</t></is></c>")
  }
}
