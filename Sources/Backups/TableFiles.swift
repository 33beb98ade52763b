import Files

/// The files of rows in a dump of the format `directory`.
///
/// Without compression nothing tells pg_restore how long they are: it copies what there is. But pg_dump ends the rows of
/// every table with a line of its own.
enum TableFiles {
  private static let endMark = Array("\\.\n\n\n".utf8)

  /// The names of those that do not end as pg_dump ends them.
  static func incomplete(in folder: String) throws(FileError) -> [String] {
    var names: [String] = []
    for name in try Folder.entries(folder) where isTableFile(name) {
      let path = folder + "/" + name
      let start = max(0, try InputFile.size(path) - endMark.count)
      let end = try FileDescriptor(reading: path).read(at: start, upTo: endMark.count)
      if end != endMark { names.append(name) }
    }
    return names
  }

  /// `3071.dat`; large objects are called `blob_16400.dat`, and hold nothing that shows where they end.
  private static func isTableFile(_ name: String) -> Bool {
    name.hasSuffix(".dat") && name.utf8.dropLast(4).allSatisfy { (0x30...0x39).contains($0) }
  }
}
