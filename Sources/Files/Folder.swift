import Glibc

/// What is done to whole folders.
public enum Folder {
  /// Makes a folder, mode 0700; an existing one is left as it is.
  ///
  /// The folder above it is never made: where it is missing, what should have been there has gone.
  public static func create(_ path: String) throws(FileError) {
    if mkdir(path, 0o700) == 0 { return }
    let failure = FileError(.createFolder, path)
    guard failure.code == EEXIST, exists(path) else { throw failure }
  }

  /// Makes whatever this process and the programs it starts make from now on the owner's alone.
  public static func restrictUmask() { umask(0o077) }

  /// Whether a folder is there.
  public static func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether this process may make entries in the folder.
  public static func isWritable(_ path: String) -> Bool { access(path, W_OK | X_OK) == 0 }

  /// Whether others than the owner may make, rename and remove entries in the folder.
  public static func isWritableByOthers(_ path: String) throws(FileError) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileError(.inspect, path) }
    return status.st_mode & 0o022 != 0
  }

  /// The names in a folder, sorted bytewise, without `.` and `..`.
  public static func entries(_ path: String) throws(FileError) -> [String] {
    guard let directory = opendir(path) else { throw FileError(.list, path) }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Removes a file, or a folder with everything in it; a path that is not there is no error.
  public static func remove(_ path: String) throws(FileError) {
    if unlink(path) == 0 || errno == ENOENT { return }
    guard errno == EISDIR || errno == EPERM else { throw FileError(.remove, path) }
    for name in try entries(path) { try remove(path + "/" + name) }
    guard rmdir(path) == 0 || errno == ENOENT else { throw FileError(.remove, path) }
  }

  /// Gives a folder another name beside its own, for good: the change is on the disk when this returns.
  public static func rename(_ path: String, to new: String) throws(FileError) {
    guard Glibc.rename(path, new) == 0 else { throw FileError(.rename, new) }
    try synchroniseEntries(String(new[..<(new.lastIndex(of: "/") ?? new.startIndex)]))
  }

  /// Removes a folder that others may still be writing into: it is out of their way at once, and then goes.
  public static func discard(_ path: String) throws(FileError) {
    let away = path + "-\(getpid()).partial"
    guard Glibc.rename(path, away) == 0 else {
      if errno == ENOENT { return }
      throw FileError(.remove, path)
    }
    // A file that was being opened at that moment may still appear.
    for _ in 0..<20 {
      if (try? remove(away)) != nil { return }
      usleep(5000)
    }
    try remove(away)
  }

  /// Flushes a folder, and everything below it, to the disk.
  public static func synchronise(_ path: String) throws(FileError) {
    for name in try entries(path) {
      let child = path + "/" + name
      if exists(child) {
        try synchronise(child)
      } else {
        try FileDescriptor(opening: child, flags: O_RDONLY).synchronise()
      }
    }
    try synchroniseEntries(path)
  }

  /// Flushes a folder's list of names to the disk.
  public static func synchroniseEntries(_ path: String) throws(FileError) {
    try FileDescriptor(opening: path, flags: O_RDONLY | O_DIRECTORY).synchronise()
  }

  /// Removes what killed runs left behind in a folder: names that end with `.partial` and begin with `prefix`, but for
  /// some paths.
  ///
  /// - Returns: The names removed.
  public static func sweep(
    _ path: String, prefix: String = "", keeping kept: Set<String> = []
  ) throws(FileError) -> [String] {
    guard exists(path) else { return [] }
    let stale = try entries(path).filter {
      $0.hasSuffix(".partial") && $0.hasPrefix(prefix) && !kept.contains("\(path)/\($0)")
    }
    for name in stale { try discard(path + "/" + name) }
    return stale
  }

  /// Bytes a process without privileges may still write to the file system of a path.
  public static func freeBytes(_ path: String) throws(FileError) -> Int {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { throw FileError(.inspect, path) }
    return Int(status.f_bavail) * Int(status.f_frsize)
  }
}
