internal import Documents
internal import Files

/// Reads the rows of a sheet out of its XML, whoever wrote it, and makes them canonical.
///
/// Rows without content are handed over where one with content follows; so are those the XML leaves out.
struct SheetRows: ~Copyable {
  private let kinds: [Column.Kind]
  private let shared: SharedTexts?
  private var canonical = CanonicalRow()
  private var cell = Cell()
  /// The row in hand, as a spreadsheet numbers it; 0 before the first.
  private var row = 0
  /// The last row that was handed over.
  private var handedOver = 0
  /// How many cells the canonical row has so far.
  private var filled = 0
  private var hasContent = false
  /// The rows with content that are not seen: they are hidden, or have no height.
  private(set) var hiddenRows: Set<Int> = []
  /// The columns that are not seen.
  private(set) var hiddenColumns = HiddenColumns()
  /// The ranges of cells that are shown as one, as `A1:B2`.
  private(set) var merges: [String] = []
  private var isHidden = false
  private var isInRow = false
  private var isInCell = false
  private var isTooLong = false
  private var takesText = false
  private var isPhonetic = false

  /// A cell while it comes by.
  private struct Cell {
    var column = 0
    var isMisplaced = false
    var isFormula = false
    var type: [UInt8] = []
    var value: [UInt8] = []
  }

  private static let lastRow = 1_048_576
  private static let lastColumn = 16_384
  /// A cell holds 32,767 characters, each of which may be written with seven.
  static let longest = 1 << 18
  private static let longestRow = 1 << 23

  /// A reader of a sheet whose columns are of some kinds; what stands in further columns is a value too.
  init(kinds: [Column.Kind], shared: SharedTexts?) {
    self.kinds = kinds
    self.shared = shared
  }

  /// Takes what came by; `body` is lent every row with its number.
  mutating func take(_ token: XMLScanner.Token, _ body: (Int, borrowing CanonicalRow) throws -> Void) throws {
    switch token {
    case .open(let tag, let isEmpty): try open(tag, isEmpty: isEmpty, body)
    case .close(let name):
      try close(name, body)
      if isTooLong { throw XMLScanner.Fault.tooLong }
    case .text(let text, let isPlain):
      guard isInCell, takesText, !isPhonetic else { return }
      if isPlain { cell.value.append(contentsOf: text) } else { XMLTag.append(text, to: &cell.value) }
      if cell.value.count > Self.longest { throw XMLScanner.Fault.tooLong }
    }
  }

  private mutating func open(
    _ tag: UnsafeRawBufferPointer, isEmpty: Bool, _ body: (Int, borrowing CanonicalRow) throws -> Void
  ) throws {
    if isInCell {
      if isEmpty {
        if XMLTag.is(tag, "f") { cell.isFormula = true }
      } else if XMLTag.is(tag, "v") || XMLTag.is(tag, "t") {
        takesText = true
      } else if XMLTag.is(tag, "f") {
        cell.isFormula = true
      } else if XMLTag.is(tag, "rPh") {
        isPhonetic = true
      }
    } else if isInRow {
      guard XMLTag.is(tag, "c") else { return }
      beginCell(tag)
      if isEmpty { endCell() } else { isInCell = true }
    } else if XMLTag.is(tag, "row") {
      try beginRow(tag)
      isInRow = !isEmpty
    } else if XMLTag.is(tag, "mergeCell"), let range = XMLTag.text("ref", of: tag) {
      if merges.count == Self.lastColumn { throw XMLScanner.Fault.tooLong }
      merges.append(range)
    } else {
      try hiddenColumns.take(tag)
    }
  }

  /// Whether an attribute says yes.
  static func isSet(_ word: StaticString, of tag: UnsafeRawBufferPointer) -> Bool {
    ["1", "true"].contains(XMLTag.text(word, of: tag))
  }

  private mutating func close(
    _ name: UnsafeRawBufferPointer, _ body: (Int, borrowing CanonicalRow) throws -> Void
  ) throws {
    if isInCell {
      if XMLTag.is(name, "v") || XMLTag.is(name, "t") {
        takesText = false
      } else if XMLTag.is(name, "rPh") {
        isPhonetic = false
      } else if XMLTag.is(name, "c") {
        (isInCell, takesText, isPhonetic) = (false, false, false)
        endCell()
      }
    } else if isInRow, XMLTag.is(name, "row") {
      isInRow = false
      try endRow(body)
    }
  }

  private mutating func beginRow(_ tag: UnsafeRawBufferPointer) throws {
    let number = XMLTag.attribute("r", of: tag).map { Self.number($0) } ?? row + 1
    guard let number, number > row, number <= Self.lastRow else { throw XMLScanner.Fault.malformed }
    row = number
    canonical.clear()
    (filled, hasContent) = (0, false)
    let height = XMLTag.text("ht", of: tag).flatMap { Double($0) }
    // Excel's lowest row that shows anything has three quarters of a point.
    isHidden = Self.isSet("hidden", of: tag) || height.map { $0 < 0.75 } ?? false
    cell.column = -1
  }

  private mutating func endRow(_ body: (Int, borrowing CanonicalRow) throws -> Void) throws {
    guard hasContent else { return }
    if isHidden { hiddenRows.insert(row) }
    fill(upTo: kinds.count)
    if handedOver + 1 < row {
      var empty = CanonicalRow()
      for _ in kinds { empty.appendEmpty() }
      while handedOver + 1 < row {
        handedOver += 1
        try body(handedOver, empty)
      }
    }
    handedOver = row
    try body(row, canonical)
  }

  private mutating func beginCell(_ tag: UnsafeRawBufferPointer) {
    let next = cell.column + 1
    cell.isMisplaced = false
    cell.isFormula = false
    cell.value.removeAll(keepingCapacity: true)
    cell.type.removeAll(keepingCapacity: true)
    if let type = XMLTag.attribute("t", of: tag) { cell.type.append(contentsOf: type) }
    guard let reference = XMLTag.attribute("r", of: tag) else {
      cell.column = next
      return
    }
    let letters = reference.prefix { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") }
    let column = letters.prefix(4).reduce(0) { $0 * 26 + Int($1) - 64 } - 1
    cell.isMisplaced = column < next || column >= Self.lastColumn || Self.number(reference[letters.endIndex...]) != row
    cell.column = cell.isMisplaced ? next : column
  }

  private mutating func endCell() {
    if cell.isMisplaced { return add { $0.append(foreign: "place") } }
    if cell.isFormula { return add { $0.append(foreign: "formula") } }
    switch String(decoding: cell.type, as: UTF8.self) {
    case "", "n":
      if cell.value.isEmpty { return }
      guard let number = Double(String(decoding: cell.value, as: UTF8.self)) else {
        return add { $0.append(foreign: "number") }
      }
      let kind = kinds.indices.contains(cell.column) ? kinds[cell.column] : .text
      add { $0.append(CanonicalNumber(number, kind)) }
    case "inlineStr": add(text: cell.value)
    case "s":
      let index = Self.number(cell.value[...])
      guard let text = index.flatMap({ shared?.text(at: $0) }) else { return add { $0.append(foreign: "text") } }
      add(text: text)
    case let type: add { $0.append(foreign: type) }
    }
  }

  private mutating func add(text: [UInt8]) {
    if text.isEmpty { return }
    let meant = CellEscape.decoded(text)
    add { row in meant.withUnsafeBytes { row.append(text: $0) } }
  }

  private mutating func add(_ append: (inout CanonicalRow) -> Void) {
    fill(upTo: cell.column)
    append(&canonical)
    if canonical.record.count > Self.longestRow { isTooLong = true }
    filled += 1
    hasContent = true
  }

  private mutating func fill(upTo column: Int) {
    while filled < column {
      canonical.appendEmpty()
      filled += 1
    }
  }

  /// A number in decimal digits; nil where it is none.
  private static func number(_ digits: some Collection<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count <= 9 else { return nil }
    var result = 0
    for digit in digits {
      guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
      result = result * 10 + Int(digit) - 48
    }
    return result
  }
}
