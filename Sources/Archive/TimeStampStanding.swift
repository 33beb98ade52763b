import Files
package import Model

/// Which documents have the time stamp that their manifests say is asked for.
package struct TimeStampStanding: Sendable {
  /// A document that a time stamp is asked for.
  package struct Document: Sendable, Equatable {
    /// Its number.
    package let number: DocumentNumber
    /// Its source.
    package let source: String
    /// Its folder.
    package let folder: String
    /// SHA-256 of its manifest, which is what is stamped.
    package let manifestDigest: String
    /// SHA-256 of the manifest when it was issued; nil where the ledger does not tell.
    package let issuedDigest: String?
    /// SHA-256 of the trusted certificates that its manifest names.
    package let anchorDigest: String
    /// When it was issued, by the clock of the machine; nil where the ledger does not tell.
    package let issuedAt: Instant?
  }

  /// Those whose stamp lies in the folder and stands in the ledger.
  package private(set) var stamped: [Document] = []
  /// Those without either, oldest first.
  package private(set) var owed: [Document] = []
  /// Those whose stamp lies there, while the ledger says nothing: a run ended between the two.
  package private(set) var unwritten: [Document] = []
  /// Those whose stamp stands in the ledger and lies there no more.
  package private(set) var lost: [Document] = []

  init(_ items: [ArchiveContents.Item], _ entries: [LedgerEntry]) {
    var (taken, issued) = (Set<String>(), [String: LedgerEntry]())
    for entry in entries {
      guard let document = entry.document else { continue }
      switch (entry.act, entry.outcome) {
      case (.stamp, .done): taken.insert(document)
      case (.issue, .done), (.reissue, .done): issued[document] = entry
      default: break
      }
    }
    for item in items {
      guard let number = item.head.number, let timeStamp = item.timeStamp else { continue }
      let entry = issued[number.text]
      let document = Document(
        number: number, source: item.head.source, folder: item.folder, manifestDigest: item.digest,
        issuedDigest: entry?.fact("manifest_sha256")?.stringValue, anchorDigest: timeStamp.anchor_sha256,
        issuedAt: entry?.time)
      let isThere = InputFile.exists(item.folder + "/" + ManifestSeal.timeStampName)
      switch (isThere, taken.contains(number.text)) {
      case (true, true): stamped.append(document)
      case (false, false): owed.append(document)
      case (true, false): unwritten.append(document)
      case (false, true): lost.append(document)
      }
    }
    owed.sort { ($0.issuedAt ?? .minusInfinity, $0.number) < ($1.issuedAt ?? .minusInfinity, $1.number) }
  }
}

extension IssueRecord {
  /// How the time stamps of documents stand; `issued` are the folders of those that this run has issued.
  package func timeStamps(issued: [String] = []) throws -> TimeStampStanding {
    let known = contents.packages
    let new = try Set(issued).subtracting(known.map(\.folder)).sorted().map { try ArchiveContents.item($0) }
    return TimeStampStanding(known + new, try ledger?.entries() ?? [])
  }
}
