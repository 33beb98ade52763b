import Glibc

/// Bytes put aside until they are needed again: appended once, then sealed and read any number of times.
///
/// A quarter of a MiB stays in memory; more lies on the disk, in a file without a name that disappears with the process
/// however that ends.
public final class Spool {
  private var file: SealedSpool.File?
  private let folder: String
  private var buffer: [UInt8] = []
  private var flushedCount = 0

  private static let bufferSize = 1 << 18
  /// Linux's O_TMPFILE, a macro that Swift does not see.
  private static let nameless: CInt = 0o20_000_000 | O_DIRECTORY

  /// An empty spool, which may lie on the file system of `folder`.
  public init(in folder: String) {
    self.folder = folder
  }

  /// How many bytes the spool holds.
  public var byteCount: Int { flushedCount + buffer.count }

  /// Appends bytes.
  public func append(_ bytes: some Collection<UInt8>) throws(FileError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Appends a record with its length, four bytes, before it; ``RecordCursor`` reads it.
  public func append(_ record: borrowing RecordBuffer) throws(FileError) {
    appendLength(record.count)
    record.withBytes { buffer.append(contentsOf: $0) }
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Appends a record with its length, four bytes, before it.
  func append(record: ArraySlice<UInt8>) throws(FileError) {
    appendLength(record.count)
    try append(record)
  }

  /// What was appended, to be read; nothing may be appended any more.
  public func seal() throws(FileError) -> SealedSpool {
    let bytes = buffer
    if file != nil { try flush() }
    buffer = []
    return file.map { SealedSpool($0, byteCount: flushedCount) } ?? SealedSpool(bytes)
  }

  private func appendLength(_ count: Int) {
    withUnsafeBytes(of: UInt32(count).littleEndian) { buffer.append(contentsOf: $0) }
  }

  private func flush() throws(FileError) {
    if buffer.isEmpty { return }
    let file: SealedSpool.File
    if let open = self.file {
      file = open
    } else {
      file = SealedSpool.File(try Self.open(in: folder))
      self.file = file
    }
    var failure: FileError?
    buffer.withUnsafeBytes { bytes in
      do throws(FileError) { try file.descriptor.write(bytes) } catch { failure = error }
    }
    if let failure { throw FileError(.write, folder, code: failure.code) }
    flushedCount += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }

  private static func open(in folder: String) throws(FileError) -> FileDescriptor {
    if let file = try? FileDescriptor(opening: folder, flags: O_RDWR | nameless) { return file }
    // Not every file system can do that (NFS). A name lives for an instant then; the sweep knows it, should the process
    // die within.
    let path = "\(folder)/.spool-\(getpid())-\(UInt64.random(in: 0...UInt64.max)).partial"
    let file = try FileDescriptor(opening: path, flags: O_RDWR | O_CREAT | O_EXCL)
    unlink(path)
    return file
  }
}

/// A spool to which nothing is added any more: any number of readers, on any thread, may read it.
public final class SealedSpool: Sendable {
  /// The open file, which writer and readers share.
  final class File: Sendable {
    let descriptor: FileDescriptor

    init(_ descriptor: consuming FileDescriptor) { self.descriptor = descriptor }
  }

  /// Where the bytes are: on the disk, or here.
  private let file: File?
  private let bytes: [UInt8]
  /// How many bytes it holds.
  public let byteCount: Int

  init(_ file: File, byteCount: Int) {
    self.file = file
    bytes = []
    self.byteCount = byteCount
  }

  init(_ bytes: [UInt8]) {
    file = nil
    self.bytes = bytes
    byteCount = bytes.count
  }

  /// Reads up to `count` bytes from `offset`; fewer only at the end.
  public func read(at offset: Int, upTo count: Int) throws(FileError) -> [UInt8] {
    let count = min(count, max(0, byteCount - offset))
    guard let file else { return Array(bytes[min(offset, byteCount)...].prefix(count)) }
    return try file.descriptor.read(at: offset, upTo: count)
  }
}
