import Documents
import Model

extension IssueRecord {
  /// Writes down what is older than seals: from then on the ledger vouches for the digests it had on that day.
  ///
  /// It happens once, before the first key comes into use; what appears in an archive afterwards was put there by nobody.
  static func adoptUnsealed(_ contents: ArchiveContents, _ ledger: Ledger?) throws {
    guard let ledger else { return }
    let entries = try ledger.entries()
    if entries.contains(where: { $0.act == .key || $0.act == .adopt }) { return }
    let known = ExpectedItems(entries)
    for item in contents.packages {
      guard let number = DocumentNumber(item.name), known.documents[number] == nil else { continue }
      func text(_ moment: Instant?) -> JSONValue { moment.map { .string($0.iso8601) } ?? .null }
      try ledger.appendNow(
        .init(
          .adopt, .done, source: item.head.source, document: number.text,
          facts: [
            .init("manifest_sha256", .string(item.digest)), .init("report", .string(number.code)),
            .init("period_from", text(item.head.period?.from)), .init("period_to", text(item.head.period?.to)),
            .init("schedule", item.head.schedule.map { .string($0) } ?? .null),
          ]))
    }
    for item in contents.backups where known.backups[.init(source: item.head.source, name: item.name)] == nil {
      try ledger.appendNow(
        .init(
          .adopt, .done, source: item.head.source, backup: item.name,
          facts: [.init("manifest_sha256", .string(item.digest))]))
    }
  }
}
