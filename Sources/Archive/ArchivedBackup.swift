package import Documents
import Files
package import Messages
package import Model

/// A published backup, read back from its folder.
///
/// Whether it is proven, held or copied elsewhere is no part of it: the ``Ledger`` says that.
package struct ArchivedBackup: Sendable {
  /// The source.
  package let source: String
  /// The folder's name: the moment, or the moment with a count.
  package let name: String
  /// The folder.
  package let folder: String
  /// The moment it was made, by the run's clock.
  package let moment: Instant
  /// What its manifest heads.
  package let head: Manifest.Head
  /// Its files but the manifest and the list of sums.
  package let files: [ListedFile]
  /// SHA-256 of the manifest.
  package let manifestDigest: String
  /// The name of the dump's file or folder.
  package let dumpName: String
  /// `custom`, `directory` or `plain`.
  package let format: String
  /// `zstd`, `gzip` or `none`.
  package let compression: String
  /// The public keys it was encrypted to; none where it is not encrypted.
  package let recipients: [String]
  /// The server's version as one number, such as 150018.
  package let serverVersionNumber: Int
  /// The name of the database on its server.
  package let database: String
  /// Other sources whose rows lie in the same database.
  package var covers: [String] { manifest["covers"]?.elements.compactMap(\.stringValue) ?? [] }
  /// How many tables the dump has no row of, since other servers hold them; nil where nobody knows: they could not be
  /// looked for, or the manifest is of a version that did not look.
  package var foreignTableCount: Int? {
    guard case .array(let tables) = manifest["foreign_tables"] else { return nil }
    return tables.count
  }
  /// Whether such tables were looked for in vain.
  package var hidesForeignTables: Bool { manifest["foreign_tables"] == .null }
  /// What the dump holds; nil where that was not recorded.
  package let contents: RecordedContents?
  /// The whole manifest.
  package let manifest: JSONValue

  /// How many bytes its files have.
  package var bytes: Int { files.reduce(0) { $0 + $1.size } }

  /// Reads the backup of a folder.
  ///
  /// - Throws: ``ArchiveError`` where the manifest is damaged, or says nothing of a dump.
  package init(readingFrom folder: String) throws {
    let manifest = try Manifest(readingFrom: folder)
    let file = folder + "/" + Manifest.fileName
    let value = JSONValue(reading: try InputFile.bytes(file))
    let name = String(folder.split(separator: "/").last ?? "")
    guard manifest.head.format == .backup, let value, let dump = value["dump"], let moment = Self.moment(of: name),
      let dumpName = dump["name"]?.stringValue, let format = dump["format"]?.stringValue,
      let compression = dump["compression"]?.stringValue
    else {
      throw ArchiveError.damaged(
        file, Message(tr: "“dump” okunamıyor", en: "“dump” cannot be read"),
        remedy: Message(
          tr: "Klasörü sağlam bir kopyasından geri yükleyin.", en: "Restore the folder from a sound copy."))
    }
    (self.name, self.folder, self.moment, self.manifest) = (name, folder, moment, value)
    (source, head, files, manifestDigest) = (manifest.head.source, manifest.head, manifest.files, manifest.digest)
    (self.dumpName, self.format, self.compression) = (dumpName, format, compression)
    recipients = dump["encryption"]?["recipients"]?.elements.compactMap(\.stringValue) ?? []
    serverVersionNumber = Int(value["server"]?["version_number"]?.integerValue ?? 0)
    database = value["server"]?["database"]?.stringValue ?? ""
    contents = value["contents"].flatMap { RecordedContents($0) }
  }

  /// `20261007T231500Z`, or the same with `-2`.
  static func moment(of name: String) -> Instant? {
    let stamp = Array(name.utf8.prefix(16))
    guard stamp.count == 16 else { return nil }
    func part(_ range: Range<Int>) -> String { String(decoding: stamp[range], as: UTF8.self) }
    let text = "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(9..<11)):\(part(11..<13)):\(part(13..<15))Z"
    return try? Instant(text, in: .utc)
  }
}

extension Archive {
  /// The backups of all sources or of one, by source and then oldest first; those that cannot be read say why.
  package func backups(of source: String? = nil) throws -> (sound: [ArchivedBackup], unreadable: [Message]) {
    var (sound, unreadable): ([ArchivedBackup], [Message]) = ([], [])
    for name in try sourceFolders() where source.map({ $0 == name }) ?? true {
      for entry in try Folder.entries(backupFolder(name)) where ArchiveContents.isStamp(entry) {
        do {
          sound.append(try ArchivedBackup(readingFrom: backupFolder(name) + "/" + entry))
        } catch let error as ArchiveError {
          unreadable.append(error.message)
        }
      }
    }
    return (sound, unreadable)
  }
}
