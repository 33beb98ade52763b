internal import Compression
internal import Files

/// Puts the packed rows of the streamed sheets into the workbook that the library made, which holds their headers alone.
struct WorkbookAssembly {
  /// The workbook without the rows.
  let shell: String
  /// The rows of sheets, by the sheets' numbers from 1 on.
  let rows: [Int: PackedRows]

  /// What the library wrote is not what it writes: the part.
  struct Surprise: Error {
    let part: String
  }

  private static let pieceSize = 1 << 18
  private static let rowsEnd = Array("</sheetData>".utf8)

  /// Writes the whole workbook.
  func write(to file: borrowing PartialFile) throws {
    guard let archive = try ZipArchive(shell), archive.entries.allSatisfy({ $0.method == 8 }) else {
      throw Surprise(part: "ZIP")
    }
    var writer = ZipWriter()
    for entry in archive.entries {
      if let rows = WorkbookCheck.sheetNumber(entry.name).flatMap({ rows[$0] }) {
        try write(entry, of: archive, with: rows, by: &writer, to: file)
      } else {
        try writer.begin(entry, in: file)
        let isWhole = try archive.forEachPackedPiece(of: entry) { try writer.append($0, in: file) }
        if !isWhole { throw Surprise(part: entry.name) }
      }
    }
    try writer.finish(in: file)
  }

  /// Writes a sheet: what the library has before the end of the rows, the rows, and the rest.
  private func write(
    _ entry: ZipArchive.Entry, of archive: borrowing ZipArchive, with rows: PackedRows, by writer: inout ZipWriter,
    to file: borrowing PartialFile
  ) throws {
    let xml = try unpacked(entry, of: archive)
    guard let end = xml.indices.first(where: { xml[$0...].starts(with: Self.rowsEnd) }) else {
      throw Surprise(part: entry.name)
    }
    guard var deflater = PieceDeflater() else { throw RowPacker.Unpackable() }
    let (head, tail) = (xml[..<end], xml[end...])
    guard let packedHead = head.withUnsafeBytes({ deflater.pack($0, isLast: false).map { Array($0) } }),
      let packedTail = tail.withUnsafeBytes({ deflater.pack($0, isLast: true).map { Array($0) } })
    else { throw RowPacker.Unpackable() }
    var whole = entry
    whole.packedSize = packedHead.count + rows.packed.byteCount + packedTail.count
    whole.size = xml.count + rows.byteCount
    let headSum = head.withUnsafeBytes { PieceDeflater.checksum(0, $0) }
    let sum = PieceDeflater.checksum(headSum, rows.checksum, count: rows.byteCount)
    whole.checksum = tail.withUnsafeBytes { PieceDeflater.checksum(sum, $0) }
    try writer.begin(whole, in: file)
    try writer.append(packedHead, in: file)
    for start in stride(from: 0, to: rows.packed.byteCount, by: Self.pieceSize) {
      try writer.append(try rows.packed.read(at: start, upTo: Self.pieceSize), in: file)
    }
    try writer.append(packedTail, in: file)
  }

  private func unpacked(_ entry: ZipArchive.Entry, of archive: borrowing ZipArchive) throws -> [UInt8] {
    var inflater = Inflater()
    var xml: [UInt8] = []
    var isSound = true
    let isThere = try archive.forEachPackedPiece(of: entry) { piece in
      isSound = isSound && inflater.unpack(piece) { xml.append(contentsOf: $0) }
    }
    guard isThere, isSound, inflater.isAtEnd, inflater.checksum == entry.checksum else {
      throw Surprise(part: entry.name)
    }
    return xml
  }
}
