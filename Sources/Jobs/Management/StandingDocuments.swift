import Archive
import Documents
import Model
import Reports

/// The documents that the ledger says were issued and stand, of all sources; what is read of them is remembered.
final class StandingDocuments {
  /// Their newest lines, oldest first, those that replaced others among them.
  let issued: [LedgerEntry]
  /// The same without those that were replaced, or are of chosen users.
  let standing: [LedgerEntry]
  /// The numbers of those over all sources.
  let ofAll: Set<String>
  private let archive: Archive
  private let places: [Place: [LedgerEntry]]
  private struct Place: Hashable { let report, source: String }
  private var copies: [String: IssuedCopy?] = [:]
  private var manifests: [String: Manifest?] = [:]
  /// Documents that were asked for and are not there as they were issued, or have no JSON copy.
  private(set) var unread: Set<String> = []
  /// Documents of which something was read.
  private(set) var read: Set<String> = []

  /// Those of an archive.
  init(in record: IssueRecord, _ entries: [LedgerEntry]) {
    archive = record.archive
    var last: [String: LedgerEntry] = [:]
    for entry in entries where entry.act == .issue || entry.act == .reissue {
      if let document = entry.document { last[document] = entry }
    }
    issued = last.values.filter { $0.outcome == .done }.sorted { $0.sequence < $1.sequence }
    ofAll = Set(issued.filter { $0.source == SourceSettings.everyName }.compactMap(\.document))
    let replaced = Set(issued.compactMap { $0.fact("replaces")?.stringValue })
    standing = issued.filter { entry in
      entry.fact("users")?.integerValue ?? 0 == 0 && !(entry.document.map { replaced.contains($0) } ?? true)
    }
    places = Dictionary(grouping: standing) { Place(report: $0.report ?? "", source: $0.source ?? "") }
  }

  /// The standing documents of a report and a source, oldest first.
  func all(_ report: String, of source: String) -> [LedgerEntry] {
    places[Place(report: report, source: source)] ?? []
  }

  /// The newest of them of exactly a period, issued when that was over.
  func newest(_ report: String, of source: String, period: Period) -> LedgerEntry? {
    all(report, of: source).last { $0.period == period && !$0.isEarly }
  }

  /// The newest of them of exactly a period that was not over: it says nothing of the rest.
  func early(_ report: String, of source: String, period: Period) -> LedgerEntry? {
    all(report, of: source).last { $0.period == period && $0.isEarly }
  }

  /// The JSON copy of a document; nil where there is none, or it is not what was issued.
  func copy(_ entry: LedgerEntry) -> IssuedCopy? {
    guard let number = entry.document else { return nil }
    if let known = copies[number] { return known }
    let copy = IssuedCopy(entry, in: archive)
    copies.updateValue(copy, forKey: number)
    note(number, isRead: copy != nil)
    return copy
  }

  /// The manifest of a document; nil where it is not what was issued.
  func manifest(_ entry: LedgerEntry) -> Manifest? {
    guard let number = entry.document else { return nil }
    if let known = manifests[number] { return known }
    let digest = entry.fact("manifest_sha256")?.stringValue
    let manifest = try? ArchivedPackage(number, issuedAs: digest, in: archive).manifest
    manifests.updateValue(manifest, forKey: number)
    note(number, isRead: manifest != nil)
    return manifest
  }

  private func note(_ number: String, isRead: Bool) {
    if isRead { read.insert(number) } else { unread.insert(number) }
  }
}

extension LedgerEntry {
  /// Whether it was issued before its period was over.
  var isEarly: Bool { period.map { moment < $0.to } ?? false }
}
