internal import Compression
internal import Files

/// Reads a finished workbook back, because libxlsxwriter does not notice when its temporary files lose something.
enum WorkbookCheck {
  /// Throws unless every part of the file unpacks to what its checksum says and every sheet holds its rows.
  ///
  /// `destination` is what the error calls the file.
  static func verify(_ path: String, sheets: [SheetContent], destination: String) throws {
    guard let archive = try ZipArchive(path) else {
      throw WorkbookError(.damagedPart("ZIP"), destination)
    }
    var found: Set<String> = []
    for entry in archive.entries {
      let number = sheetNumber(entry.name)
      let sheet = number.flatMap { sheets.indices.contains($0 - 1) ? sheets[$0 - 1] : nil }
      let scanner = try scan(entry, of: archive, rowsByteCount: sheet?.byteCount, destination)
      found.insert(entry.name)
      guard let sheet else { continue }
      let isWhole = scanner.isSheetComplete && (sheet.byteCount == nil || scanner.rowsEndAsExpected)
      guard isWhole, scanner.rowCount == sheet.rowCount else {
        throw WorkbookError(
          .incompleteSheet(sheet: sheet.name, expected: sheet.rowCount, found: scanner.rowCount), destination)
      }
    }
    for number in 1...max(1, sheets.count) where !found.contains(part(number)) {
      throw WorkbookError(.damagedPart(part(number)), destination)
    }
  }

  private static func part(_ number: Int) -> String { "xl/worksheets/sheet\(number).xml" }

  /// Which sheet, from 1 on, a part of the file is; nil for any other part.
  static func sheetNumber(_ name: String) -> Int? {
    let begin = "xl/worksheets/sheet"
    guard name.hasPrefix(begin), name.hasSuffix(".xml") else { return nil }
    return Int(name.dropFirst(begin.count).dropLast(4))
  }

  /// Unpacks one part of the file.
  private static func scan(
    _ entry: ZipArchive.Entry, of archive: borrowing ZipArchive, rowsByteCount: Int?, _ destination: String
  ) throws -> SheetScanner {
    guard entry.method == 8 else { throw WorkbookError(.damagedPart(entry.name), destination) }
    var inflater = Inflater()
    var scanner = SheetScanner(rowsByteCount: rowsByteCount)
    var isSound = true
    let isThere = try archive.forEachPackedPiece(of: entry) { piece in
      if isSound { isSound = inflater.unpack(piece) { scanner.take($0) } }
    }
    guard isThere, isSound, inflater.isAtEnd, inflater.byteCount == entry.size, inflater.checksum == entry.checksum,
      scanner.endsWithElement
    else {
      throw WorkbookError(.damagedPart(entry.name), destination)
    }
    return scanner
  }
}
