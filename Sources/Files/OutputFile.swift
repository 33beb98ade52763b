import Glibc

/// A file that appears whole or not at all.
///
/// It is written beside its destination under the name `<destination>.partial`, mode 0600; `commit()` flushes it
/// to the disk and renames it. A file dropped without a commit is removed.
public struct OutputFile: ~Copyable {
  private let destination: String
  private let descriptor: FileDescriptor
  private var buffer: [UInt8] = []
  private var isCommitted = false
  /// How many bytes were written so far.
  public private(set) var byteCount = 0

  private static let bufferSize = 1 << 18

  /// The name a file has while it is written.
  public static func partialPath(of destination: String) -> String { destination + ".partial" }

  /// Begins the file that shall appear at `destination`.
  public init(at destination: String) throws(FileError) {
    self.destination = destination
    descriptor = try FileDescriptor(
      opening: Self.partialPath(of: destination), flags: O_WRONLY | O_CREAT | O_TRUNC)
    buffer.reserveCapacity(Self.bufferSize)
  }

  deinit {
    if !isCommitted { unlink(Self.partialPath(of: destination)) }
  }

  /// Adds one line to a log, mode 0600 whatever it was, and flushes it to the disk.
  public static func appendLine(_ line: String, to path: String) throws(FileError) {
    let descriptor = try FileDescriptor(opening: path, flags: O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW)
    guard fchmod(descriptor.number, 0o600) == 0 else { throw FileError(.open, path) }
    var failure: FileError?
    Array((line + "\n").utf8).withUnsafeBytes { bytes in
      do throws(FileError) { try descriptor.write(bytes) } catch { failure = error }
    }
    if let failure { throw failure }
    try descriptor.synchronise()
  }

  /// Appends bytes.
  public mutating func append(_ bytes: some Sequence<UInt8>) throws(FileError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Appends what was built in a buffer.
  public mutating func append(_ record: borrowing RecordBuffer) throws(FileError) {
    record.withBytes { buffer.append(contentsOf: $0) }
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Appends a text as UTF-8.
  public mutating func append(_ text: String) throws(FileError) {
    try append(text.utf8)
  }

  /// Flushes the content to the disk and gives the file its name.
  public consuming func commit() throws(FileError) {
    try flush()
    try descriptor.synchronise()
    guard rename(Self.partialPath(of: destination), destination) == 0 else {
      throw FileError(.rename, destination)
    }
    isCommitted = true
  }

  /// The same for a file that must never take another's place: where its name is taken already, it is an error.
  ///
  /// Where the file system has no second names for files, the caller's lock is what keeps others away.
  public consuming func commitAsNew() throws(FileError) {
    try flush()
    try descriptor.synchronise()
    let partial = Self.partialPath(of: destination)
    if link(partial, destination) == 0 {
      unlink(partial)
    } else {
      guard errno != EEXIST, access(destination, F_OK) != 0, rename(partial, destination) == 0 else {
        throw FileError(.rename, destination, code: EEXIST)
      }
    }
    isCommitted = true
  }

  private mutating func flush() throws(FileError) {
    var failure: FileError?
    buffer.withUnsafeBytes { bytes in
      do throws(FileError) { try descriptor.write(bytes) } catch { failure = error }
    }
    if let failure { throw failure }
    byteCount += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }
}
