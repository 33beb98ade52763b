/// The rows of a streamed sheet on their way to the disk: written here, in pieces, and packed beside.
final class RowStream {
  /// Where the next row is written.
  private(set) var bytes = RowBytes(capacity: pieceSize + roomForRow)
  private var packer: RowPacker?
  private var thread: PackingThread?

  /// A piece is handed over with the row that fills it; where pieces end changes what comes out, so it never depends on
  /// anything but the rows.
  private static let pieceSize = 1 << 19
  private static let roomForRow = 1 << 14

  /// No rows yet; they will lie in a nameless file in `folder`.
  init(in folder: String) throws {
    packer = try RowPacker(in: folder)
  }

  /// Hands over what was written, once it is enough.
  func endRow() throws {
    guard bytes.count >= Self.pieceSize else { return }
    // Short listings are done before a thread would have begun.
    if let packer = packer.take() { thread = PackingThread(packer) }
    guard let thread else { return }
    bytes = try thread.take(bytes) ?? RowBytes(capacity: Self.pieceSize + Self.roomForRow)
  }

  /// All rows, packed.
  func finish() throws -> PackedRows {
    if let thread {
      if bytes.count > 0 { _ = try thread.take(bytes) }
      return try thread.finish()
    }
    guard var packer = packer.take() else { throw RowPacker.Unpackable() }
    try packer.take(bytes.bytes)
    return try packer.finish()
  }
}
