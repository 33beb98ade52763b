internal import Files

/// The rows of a streamed sheet as they will lie in the file: packed, on the disk, the stream open at its end.
struct PackedRows {
  let packed: SealedSpool
  /// CRC-32 of the XML.
  let checksum: UInt32
  /// How many bytes the XML has.
  let byteCount: Int
}

/// Packs the rows of a sheet and puts them aside.
struct RowPacker: ~Copyable {
  private var deflater: PieceDeflater
  private let spool: Spool
  private var checksum: UInt32 = 0
  private var byteCount = 0

  /// What could not be packed: the library's fault, or memory is short.
  struct Unpackable: Error {}

  /// Nothing yet; what is packed will lie in a nameless file in `folder`.
  init(in folder: String) throws(Unpackable) {
    guard let deflater = PieceDeflater() else { throw Unpackable() }
    self.deflater = deflater
    spool = Spool(in: folder)
  }

  /// Packs the next rows.
  mutating func take(_ rows: UnsafeRawBufferPointer) throws {
    if rows.isEmpty { return }
    checksum = PieceDeflater.checksum(checksum, rows)
    byteCount += rows.count
    guard let packed = deflater.pack(rows, isLast: false) else { throw Unpackable() }
    try spool.append(packed)
  }

  /// All of them.
  mutating func finish() throws(FileError) -> PackedRows {
    PackedRows(packed: try spool.seal(), checksum: checksum, byteCount: byteCount)
  }
}
