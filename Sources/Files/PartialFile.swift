import Glibc

/// A file that a library writes by its name, and that appears whole or not at all.
///
/// It is what ``OutputFile`` is for bytes of our own: an empty file `<destination>.partial`, mode 0600, waits for
/// the library; `commit()` flushes it to the disk and renames it. A file dropped without a commit is removed.
public struct PartialFile: ~Copyable {
  /// The name to give to the library.
  public let path: String
  private let destination: String
  private let descriptor: FileDescriptor
  private var isCommitted = false

  /// Begins the file that shall appear at `destination`; what a killed run left under the partial name is removed.
  public init(at destination: String) throws(FileError) {
    let partial = OutputFile.partialPath(of: destination)
    unlink(partial)
    // The permissions of a new file last: the library opens it again, and never makes it.
    descriptor = try FileDescriptor(opening: partial, flags: O_WRONLY | O_CREAT | O_EXCL)
    path = partial
    self.destination = destination
  }

  deinit {
    if !isCommitted { unlink(path) }
  }

  /// Appends bytes of our own, for who needs no library.
  public func append(_ bytes: UnsafeRawBufferPointer) throws(FileError) { try descriptor.write(bytes) }

  /// Flushes the content to the disk and gives the file its name.
  public consuming func commit() throws(FileError) {
    // By its name: a library may have put another file in the place of the empty one.
    try FileDescriptor(opening: path, flags: O_RDONLY).synchronise()
    guard rename(path, destination) == 0 else {
      throw FileError(.rename, destination)
    }
    isCommitted = true
  }
}
