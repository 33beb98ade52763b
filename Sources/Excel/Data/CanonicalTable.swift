internal import Documents
internal import Model
internal import Records
import Glibc

/// Makes the rows of a table canonical, before any of them is drawn: what a workbook will hold of them.
struct CanonicalTable {
  private let columns: [(index: Int, kind: Column.Kind)]
  private let formats: Formats
  private let texts: CellText
  private let severities: [String]

  init(_ table: Table, of document: Document) {
    columns = table.columns(for: .workbook).map { ($0.index, $0.column.kind) }
    formats = document.formats
    texts = CellText(shortened: document.words.shortened)
    severities = document.words.severities.map { [texts] in CellEscape.decoded(texts.visible($0)) }
  }

  /// Fills `canonical` with a row.
  func fill(_ canonical: inout CanonicalRow, _ row: borrowing TableRow) {
    canonical.clear()
    for column in columns {
      guard column.index < row.count else {
        canonical.appendEmpty()
        continue
      }
      switch row.tag(at: column.index) {
      case .empty: canonical.appendEmpty()
      case .text: append(text: row, column.index, &canonical)
      default: append(row.cell(at: column.index), column.kind, &canonical)
      }
    }
  }

  private func append(text row: borrowing TableRow, _ index: Int, _ canonical: inout CanonicalRow) {
    let range = row.textRange(at: index)
    row.bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      let characters = (base + range.lowerBound).assumingMemoryBound(to: CChar.self)
      if range.count <= CellText.limit, strstr(characters, "_x") == nil {
        canonical.append(text: UnsafeRawBufferPointer(rebasing: bytes[range]))
      } else {
        append(text: String(decoding: bytes[range], as: UTF8.self), &canonical)
      }
    }
  }

  private func append(text: String, _ canonical: inout CanonicalRow) {
    canonical.append(text: CellEscape.decoded(texts.fitted(text)))
  }

  private func append(_ cell: Cell, _ kind: Column.Kind, _ canonical: inout CanonicalRow) {
    // Numbers with a short way: no digits need looking at.
    if case .duration(let microseconds) = cell, kind == .duration,
      let thousandths = CanonicalNumber.thousandths(ofDuration: microseconds)
    {
      return canonical.append(number: thousandths)
    }
    switch (CellContent(cell, formats: formats), kind) {
    case (.blank, _): canonical.appendEmpty()
    case (.text(let text), _): append(text: text, &canonical)
    case (.severity(let rank), _):
      append(text: severities.indices.contains(rank) ? severities[rank] : String(rank), &canonical)
    case (.integer(let value), .integer), (.date(let value), .date): canonical.append(number: Int64(value))
    case (.moment(let days), .moment): canonical.append(number: Int64((days * 86_400).rounded()))
    case (.integer(let number), _), (.moment(let number), _), (.date(let number), _), (.duration(let number), _),
      (.share(let number), _):
      canonical.append(CanonicalNumber(written: number, kind))
    }
  }
}
