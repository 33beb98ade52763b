package import Documents
import Messages

/// What a verification has found.
package struct VerificationReport: Sendable {
  /// A package or backup that was looked at.
  package struct Item: Sendable {
    /// Its path, relative to what is verified.
    package let subject: String
    /// Each of its files, and what was found of it: `verified`, or a finding's state.
    package let files: [(path: String, state: String)]
    /// Whether everything of it is right.
    package let isVerified: Bool
  }

  /// What is wrong, in the order it was found; nothing where everything is right.
  package var findings: [VerificationFinding] = []
  /// The packages and backups that were read.
  package var items: [Item] = []
  /// How many files were read.
  package var fileCount = 0
  /// How many bytes they have.
  package var byteCount = 0
  /// How many have a sound time stamp.
  package var stampCount = 0
  /// How many are older than seals.
  package var unsealedCount = 0
  /// How many lines the ledger has.
  package var lineCount = 0
  /// The ledger's head; nil where one package alone was looked at.
  package var head: LedgerHead?

  /// How many packages and backups were read.
  package var itemCount: Int { items.count }

  /// Nothing looked at yet.
  package init() {}

  mutating func add(_ folder: VerifiedFolder, _ subject: String) {
    findings += folder.findings
    items.append(Item(subject: subject, files: folder.states, isVerified: folder.findings.isEmpty))
    fileCount += folder.fileCount
    byteCount += folder.manifest?.files.reduce(0) { $0 + $1.size } ?? 0
    if folder.isStamped { stampCount += 1 }
    if let manifest = folder.manifest, manifest.seal == nil { unsealedCount += 1 }
  }

  /// For scripts.
  package var json: JSONValue {
    .object([
      .init("items", .array(items.map(Self.json))), .init("files", .integer(Int64(fileCount))),
      .init("bytes", .integer(Int64(byteCount))), .init("stamped", .integer(Int64(stampCount))),
      .init("older_than_seals", .integer(Int64(unsealedCount))),
      .init("ledger_head", head.map { .string($0.text) } ?? .null),
      .init(
        "findings",
        .array(
          findings.map {
            .object([
              .init("state", .string($0.state.rawValue)), .init("path", .string($0.subject)),
              .init("detail", .object([.init("tr", .string($0.detail.tr)), .init("en", .string($0.detail.en))])),
            ])
          })),
    ])
  }

  private static func json(_ item: Item) -> JSONValue {
    .object([
      .init("path", .string(item.subject)), .init("state", .string(item.isVerified ? "verified" : "failed")),
      .init(
        "files",
        .array(item.files.map { .object([.init("path", .string($0.path)), .init("state", .string($0.state))]) })),
    ])
  }
}
