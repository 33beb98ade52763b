import Documents
import Evidence
import Files

/// The manifest of a package or a backup: facts first, then every file with its size and digest.
enum ManifestFile {
  /// Writes `manifest.json` and `SHA256SUMS` for the files that lie in a folder.
  static func write(_ facts: [JSONValue.Member], in folder: String) throws {
    let entries = try Manifest.entries(of: folder)
    let files = entries.map { entry in
      JSONValue.object([
        .init("path", .string(entry.path)), .init("size", .integer(Int64(entry.size))),
        .init("sha256", .string(entry.sha256)),
      ])
    }
    var file = try OutputFile(at: folder + "/" + Manifest.fileName)
    try file.append(JSONValue.object(facts + [.init("files", .array(files))]).text() + "\n")
    try file.commit()
    try Manifest.writeSums(entries + [try Manifest.entry(Manifest.fileName, in: folder)], in: folder)
  }
}
