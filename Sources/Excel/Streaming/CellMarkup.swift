internal import CXlsxWriter

/// The XML around the values of a listing's cells, made once: before and after the number of the row, for every column and
/// every way its cells look.
struct CellMarkup {
  /// A part of ``bytes``.
  struct Part {
    fileprivate(set) var start: Int32 = 0
    /// None while it was not made.
    fileprivate(set) var count: Int32 = 0
  }

  /// How a cell looks, and what it holds.
  enum Look: Int, CaseIterable {
    case blank, text, spacedText, integer, moment, date, duration, share
  }

  /// All parts, one behind the other.
  private(set) var bytes: [UInt8] = []
  /// For every column what stands before the number of the row.
  private var begins: [Part] = []
  /// For every column and look what stands behind it.
  private var looks: [Part]
  /// The cells of severities, from behind the number of the row to their end.
  private var severities: [Part]

  /// Nothing but the begins of cells.
  init(columnCount: Int, severityCount: Int) {
    looks = [Part](repeating: Part(), count: columnCount * Look.allCases.count)
    severities = [Part](repeating: Part(), count: severityCount)
    for column in 0..<columnCount { begins.append(add("<c r=\"\(NumberTable.letters(column))")) }
  }

  /// What stands before the number of the row in a column.
  @inline(__always) func begin(_ column: Int) -> Part { begins[column] }

  /// What stands behind it, up to the value.
  @inline(__always) mutating func look(_ look: Look, _ column: Int, _ formats: ListingColumn) -> Part {
    let place = column * Look.allCases.count + look.rawValue
    if looks[place].count == 0 { looks[place] = make(look, formats) }
    return looks[place]
  }

  /// The rest of a cell that holds a severity.
  mutating func severity(_ rank: Int, word: String, _ format: StyleSheet.Format?) -> Part {
    if severities[rank].count == 0 {
      let text = Self.textBegin(isSpaced: Self.isSpaced(word)) + Self.escaped(word) + "</t></is></c>"
      let content = word.isEmpty ? "/>" : text
      severities[rank] = add(Self.style(format) + content)
    }
    return severities[rank]
  }

  private mutating func make(_ look: Look, _ formats: ListingColumn) -> Part {
    switch look {
    case .blank: add(Self.style(formats.text) + "/>")
    case .text: add(Self.style(formats.text) + Self.textBegin(isSpaced: false))
    case .spacedText: add(Self.style(formats.text) + Self.textBegin(isSpaced: true))
    case .integer: add(Self.style(formats.integer) + Self.numberBegin)
    case .moment: add(Self.style(formats.moment) + Self.numberBegin)
    case .date: add(Self.style(formats.date) + Self.numberBegin)
    case .duration: add(Self.style(formats.duration) + Self.numberBegin)
    case .share: add(Self.style(formats.share) + Self.numberBegin)
    }
  }

  private static let numberBegin = "><v>"

  private mutating func add(_ text: String) -> Part {
    let part = Part(start: Int32(bytes.count), count: Int32(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
    return part
  }

  /// The style as the library numbers it, when it is first used: so do its own cells.
  private static func style(_ format: StyleSheet.Format?) -> String {
    let index = format.map { lxw_format_get_xf_index($0) } ?? 0
    return index == 0 ? "\"" : "\" s=\"\(index)\""
  }

  private static func textBegin(isSpaced: Bool) -> String {
    " t=\"inlineStr\"><is><t\(isSpaced ? " xml:space=\"preserve\"" : "")>"
  }

  private static func isSpaced(_ text: String) -> Bool {
    text.utf8.first.map(TextMarkup.isSpace) == true || text.utf8.last.map(TextMarkup.isSpace) == true
  }

  private static func escaped(_ text: String) -> String {
    let bytes = RowBytes(capacity: 0)
    let utf8 = Array(text.utf8)
    utf8.withUnsafeBytes { text in
      bytes.end(at: TextMarkup.write(text, at: bytes.room(for: TextMarkup.longest(text.count))))
    }
    return String(decoding: bytes.bytes, as: UTF8.self)
  }
}
