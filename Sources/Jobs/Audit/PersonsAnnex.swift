import Backups
import Documents
import Evidence
import Files
import Messages
import Model
import Records
import Reports

/// The clear list of the persons whom a breach concerns: a file of the package, encrypted apart, beside a masked dossier.
///
/// It is written in no other way.
struct PersonsAnnex: Sendable {
  /// The file's name.
  let file: String
  private let lines: TableLines
  private let rows: Int
  private let encryption: RecipientEncryption

  /// The annex of a document whose files begin with `stem`; nil where nobody is listed.
  init?(
    _ breach: BreachRows?, _ encryption: RecipientEncryption?, stem: String, _ words: TextCatalog,
    _ configuration: Configuration
  ) {
    guard let encryption, let table = breach?.annexTable(words) else { return nil }
    (lines, rows, self.encryption) = (TableLines(table, configuration), table.rows.count, encryption)
    file = Self.file(stem, encryption)
  }

  /// What a document's annex is called.
  static func file(_ stem: String, _ encryption: RecipientEncryption) -> String {
    "\(stem)-persons.csv" + (isCertified(encryption) ? ".p7m" : ".age")
  }

  /// How it is encrypted, in a word.
  static func method(_ encryption: RecipientEncryption) -> String { isCertified(encryption) ? "CMS" : "age" }

  private static func isCertified(_ encryption: RecipientEncryption) -> Bool {
    if case .smime = encryption { true } else { false }
  }

  /// Writes it into a folder; certificates must fit at a moment, in seconds since 1970.
  func write(into folder: String, asOf seconds: Int64) async throws {
    let path = folder + "/" + file
    switch encryption {
    case .none: return
    case .age(let settings):
      try await EncryptedFile.write(to: path, for: settings) { [lines] put in
        try lines.write { try put($0.bytes) }
      }
    case .smime:
      var bytes: [UInt8] = []
      try lines.write { bytes += $0.bytes }
      guard let envelope = try encryption.certificates(asOf: seconds)?.envelope(bytes) else { return }
      var output = try OutputFile(at: path)
      try output.append(envelope)
      try output.commit()
    }
  }

  /// What the manifest says of it, at a mask level.
  func manifest(_ level: MaskLevel) -> [JSONValue.Member] {
    [
      .init(
        "persons_annex",
        .object([
          .init("path", .string(file)), .init("encryption", .string(Self.method(encryption).lowercased())),
          .init("rows", Suppression.value(Int64(rows), at: level)),
        ]))
    ]
  }
}

extension ReportRequest {
  /// What the document says of its annex of persons; nil where it is no dossier of a breach.
  func annexState(stem: String) -> IssueFacts.PersonsAnnex? {
    guard case .incident = question?.matter else { return nil }
    if let annex {
      return .attached(file: PersonsAnnex.file(stem, annex), method: PersonsAnnex.method(annex))
    }
    return leavesOutAnnex ? .leftOut : .unconfigured
  }
}
