import Glibc

/// Bytes put aside on the disk: appended once, then sealed and read any number of times.
///
/// The file has no name, so it disappears with the process however that ends.
package final class Spool {
  private let file: SealedSpool.File
  private let folder: String
  private var buffer: [UInt8] = []
  private var flushedCount = 0

  private static let bufferSize = 1 << 18
  /// Linux's O_TMPFILE, a macro that Swift does not see.
  private static let nameless: CInt = 0o20_000_000 | O_DIRECTORY

  /// An empty spool on the file system of `folder`.
  package init(in folder: String) throws(FileError) {
    self.folder = folder
    if let nameless = try? FileDescriptor(opening: folder, flags: O_RDWR | Self.nameless) {
      file = SealedSpool.File(nameless)
      return
    }
    // Not every file system can do that (NFS). A name lives for an instant then; the sweep knows it, should the process
    // die within.
    let path = "\(folder)/.spool-\(getpid())-\(UInt64.random(in: 0...UInt64.max)).partial"
    file = SealedSpool.File(try FileDescriptor(opening: path, flags: O_RDWR | O_CREAT | O_EXCL))
    unlink(path)
  }

  /// How many bytes the spool holds.
  package var byteCount: Int { flushedCount + buffer.count }

  /// Appends bytes.
  package func append(_ bytes: some Collection<UInt8>) throws(FileError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Appends a record with its length, four bytes, before it; ``RecordCursor`` reads it.
  package func append(_ record: borrowing RecordBuffer) throws(FileError) {
    appendLength(record.count)
    record.withBytes { buffer.append(contentsOf: $0) }
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Appends a record with its length, four bytes, before it.
  func append(record: ArraySlice<UInt8>) throws(FileError) {
    appendLength(record.count)
    try append(record)
  }

  /// Puts everything on the disk and gives the memory back; nothing may be appended any more.
  package func seal() throws(FileError) -> SealedSpool {
    try flush()
    buffer = []
    return SealedSpool(file, byteCount: flushedCount)
  }

  private func appendLength(_ count: Int) {
    withUnsafeBytes(of: UInt32(count).littleEndian) { buffer.append(contentsOf: $0) }
  }

  private func flush() throws(FileError) {
    if buffer.isEmpty { return }
    var failure: FileError?
    buffer.withUnsafeBytes { bytes in
      do throws(FileError) { try file.descriptor.write(bytes) } catch { failure = error }
    }
    if let failure { throw FileError(.write, folder, code: failure.code) }
    flushedCount += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }
}

/// A spool to which nothing is added any more: any number of readers, on any thread, may read it.
package final class SealedSpool: Sendable {
  /// The open file, which writer and readers share.
  final class File: Sendable {
    let descriptor: FileDescriptor

    init(_ descriptor: consuming FileDescriptor) { self.descriptor = descriptor }
  }

  private let file: File
  /// How many bytes it holds.
  package let byteCount: Int

  init(_ file: File, byteCount: Int) {
    self.file = file
    self.byteCount = byteCount
  }

  /// Reads up to `count` bytes from `offset`; fewer only at the end.
  package func read(at offset: Int, upTo count: Int) throws(FileError) -> [UInt8] {
    try file.descriptor.read(at: offset, upTo: min(count, max(0, byteCount - offset)))
  }
}
