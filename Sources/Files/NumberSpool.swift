/// Whole numbers put aside on the disk, read in the order they came as often as needed.
public final class NumberSpool {
  private let spool: Spool
  private var pending = RecordBuffer()
  private var sealed: SealedSpool?

  /// No numbers yet; they will lie on the file system of `folder`.
  public init(in folder: String) throws(FileError) {
    spool = Spool(in: folder)
  }

  /// Adds a number.
  public func append(_ number: Int64) throws(FileError) {
    pending.append(number: number)
    if pending.count >= 1 << 15 { try flush() }
  }

  /// Lends every number; after the first time none may be added.
  public func forEach(_ body: (Int64) -> Void) throws {
    let spool = try seal()
    var offset = 0
    while true {
      let bytes = try spool.read(at: offset, upTo: 1 << 18)
      if bytes.isEmpty { return }
      offset += bytes.count
      bytes.withUnsafeBytes { bytes in
        for start in stride(from: 0, to: bytes.count, by: 8) {
          body(Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: Int64.self)))
        }
      }
    }
  }

  private func seal() throws(FileError) -> SealedSpool {
    if let sealed { return sealed }
    try flush()
    let result = try spool.seal()
    sealed = result
    return result
  }

  private func flush() throws(FileError) {
    try spool.append(pending.bytes)
    pending.clear()
  }
}
