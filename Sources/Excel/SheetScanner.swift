internal import CXlsxWriter
import Glibc

/// Counts the rows in a sheet's XML as it comes by, piece by piece, and looks whether it is whole.
struct SheetScanner {
  private(set) var rowCount = 0
  /// The last bytes of the piece before, in which something may have begun.
  private var carried: [UInt8] = []
  /// How many bytes came by before ``carried``.
  private var offset = 0
  /// Where the rows begin, once they have begun.
  private var rowsStart: Int?
  /// Whether the rows ended where they must.
  private(set) var rowsEndAsExpected = false
  private let rowsByteCount: Int?

  /// No escaped text can hold these, for `<` stands for itself only where an element begins.
  private static let row = Array("<row ".utf8)
  private static let rowsBegin = Array("<sheetData>".utf8)
  private static let rowsEnd = Array("</sheetData>".utf8)
  private static let end = Array("</worksheet>".utf8)
  private static let carriedCount = 16

  /// `rowsByteCount` is how long the rows are, where that is known.
  init(rowsByteCount: Int?) {
    self.rowsByteCount = rowsByteCount
  }

  /// Whether the text came to the proper end of a sheet.
  var isSheetComplete: Bool { carried.suffix(Self.end.count).elementsEqual(Self.end) }

  /// Whether the text came to the end of some element.
  var endsWithElement: Bool { carried.last { $0 != 0x0A } == UInt8(ascii: ">") }

  /// Takes the next piece.
  mutating func take(_ piece: UnsafeRawBufferPointer) {
    // An occurrence across the seam is found in the seam, one within the piece in the piece; never in both.
    let seam = carried + piece.prefix(Self.carriedCount)
    let seamOffset = offset
    let pieceOffset = offset + carried.count
    seam.withUnsafeBytes { bytes in
      rowCount += Self.places(of: Self.row, in: bytes)
        .count { $0 < carried.count && $0 + Self.row.count > carried.count }
      look(in: bytes, at: seamOffset)
    }
    rowCount += Self.places(of: Self.row, in: piece).count
    look(in: piece, at: pieceOffset)
    let tail = Array((carried + piece.suffix(Self.carriedCount)).suffix(Self.carriedCount))
    offset = pieceOffset + piece.count - tail.count
    carried = tail
  }

  /// Looks for the begin of the rows, and for their end where it must be.
  private mutating func look(in bytes: UnsafeRawBufferPointer, at start: Int) {
    if rowsStart == nil, let found = Self.first(Self.rowsBegin, in: bytes) {
      rowsStart = start + found + Self.rowsBegin.count
    }
    guard let rowsStart, let rowsByteCount, !rowsEndAsExpected else { return }
    let place = rowsStart + rowsByteCount - start
    guard place >= 0, place + Self.rowsEnd.count <= bytes.count else { return }
    rowsEndAsExpected = bytes[place..<place + Self.rowsEnd.count].elementsEqual(Self.rowsEnd)
  }

  private static func places(of needle: [UInt8], in bytes: UnsafeRawBufferPointer) -> [Int] {
    var places: [Int] = []
    var start = 0
    while let found = first(needle, in: UnsafeRawBufferPointer(rebasing: bytes[start...])) {
      places.append(start + found)
      start += found + needle.count
    }
    return places
  }

  private static func first(_ needle: [UInt8], in bytes: UnsafeRawBufferPointer) -> Int? {
    guard let base = bytes.baseAddress, let found = memmem(base, bytes.count, needle, needle.count) else { return nil }
    return UnsafeRawPointer(found) - base
  }
}
