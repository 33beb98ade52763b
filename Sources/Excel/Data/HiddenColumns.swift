/// The columns of a sheet that nobody sees, as its XML says: they are hidden, or hardly wider than nothing.
struct HiddenColumns {
  private var ranges: [ClosedRange<Int>] = []
  private var described: [ClosedRange<Int>] = []
  /// Whether columns that the sheet does not describe are not seen.
  private var isEveryOther = false

  /// Narrower than one character, a column shows nothing of what stands in it.
  private static let narrowest = 1.0
  /// A sheet has no more columns than that to describe.
  private static let most = 16_384

  /// Takes an element of the sheet that stands outside its rows.
  mutating func take(_ tag: UnsafeRawBufferPointer) throws {
    if XMLTag.is(tag, "sheetFormatPr") {
      isEveryOther = Self.number("defaultColWidth", of: tag).map { $0 < Self.narrowest } ?? false
      return
    }
    guard XMLTag.is(tag, "col") else { return }
    guard let first = Self.number("min", of: tag), let last = Self.number("max", of: tag), first >= 1, first <= last,
      last <= Double(Self.most), described.count < Self.most
    else { throw XMLScanner.Fault.malformed }
    let range = Int(first) - 1...Int(last) - 1
    described.append(range)
    let width = Self.number("width", of: tag)
    if SheetRows.isSet("hidden", of: tag) || width.map({ $0 < Self.narrowest }) ?? false { ranges.append(range) }
  }

  /// Whether a column, counted from 0, is not seen.
  func contains(_ column: Int) -> Bool {
    ranges.contains { $0.contains(column) } || isEveryOther && !described.contains { $0.contains(column) }
  }

  private static func number(_ word: StaticString, of tag: UnsafeRawBufferPointer) -> Double? {
    XMLTag.text(word, of: tag).flatMap { Double($0) }
  }
}
