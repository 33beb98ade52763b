import Documents
package import Model

/// What a relation of the source held of a document's period when it was issued, as far as the register keeps it.
///
/// The digests are keyed and tell only whether two are equal; counts stay in the archive, in no package.
package struct IssuedRows: Sendable, Equatable, Decodable {
  /// What has to agree before anything is compared: the SELECT, what it was given, the server's kind, the key.
  package let basis: String
  /// How many rows begin in the period.
  package let count: Int
  /// A digest of which rows they are.
  package let rows: String
  /// How many of them say something for good.
  package let contentCount: Int
  /// A digest of what these say.
  package let contents: String

  private enum CodingKeys: String, CodingKey {
    case basis, count, rows, contents
    case contentCount = "content_count"
  }

  /// What became of a period's rows.
  package enum Change: Sendable, Equatable {
    /// So many came.
    case more(Int)
    /// So many are gone.
    case fewer(Int)
    /// As many, and not the same ones.
    case others
    /// The same ones, and what they say has changed.
    case changed

    /// How scripts read it.
    package var name: String {
      switch self {
      case .more: "more"
      case .fewer: "fewer"
      case .others: "others"
      case .changed: "changed"
      }
    }
  }

  /// Rows from their parts.
  package init(basis: String, count: Int, rows: String, contentCount: Int, contents: String) {
    (self.basis, self.count, self.rows) = (basis, count, rows)
    (self.contentCount, self.contents) = (contentCount, contents)
  }

  /// What has become of them since; nil where nothing did, or nobody can tell.
  ///
  /// More rows that say something are no change: sessions that were open get their end. Of a source that `deletes` rows
  /// only those that came are one.
  package func change(to now: IssuedRows, deletes: Bool) -> Change? {
    if basis != now.basis { return nil }
    if now.count > count { return .more(now.count - count) }
    if deletes { return nil }
    if now.count < count { return .fewer(count - now.count) }
    if now.rows != rows { return .others }
    return now.contentCount == contentCount && now.contents != contents ? .changed : nil
  }

  var json: JSONValue {
    .object([
      .init("basis", .string(basis)), .init("count", .integer(Int64(count))), .init("rows", .string(rows)),
      .init("content_count", .integer(Int64(contentCount))), .init("contents", .string(contents)),
    ])
  }
}

/// A document whose period is looked at again: the newest edition of it.
package struct WatchedDocument: Sendable, Equatable {
  /// Its number.
  package let number: DocumentNumber
  /// Its edition, from 1.
  package let edition: Int
  /// Its period.
  package let period: Period
  /// What its source held of the period, by relation.
  package let rows: [String: IssuedRows]
}

extension IssueRecord {
  /// The documents of a source whose periods ended between two moments, the newest period first, with the rows they had.
  package func watched(source: String, from: Instant, to: Instant) -> [WatchedDocument] {
    let entries = register.entries
    let replaced = Set(entries.filter { $0.state == .issued }.compactMap(\.replaces))
    let documents = entries.compactMap { entry -> WatchedDocument? in
      guard entry.state == .issued, entry.source == source, !entry.rows.isEmpty, let number = entry.number,
        let period = entry.period, from < period.to, period.to <= to, !replaced.contains(number)
      else { return nil }
      return WatchedDocument(number: number, edition: entry.edition, period: period, rows: entry.rows)
    }
    return documents.sorted { ($1.period.from, $0.number.text) < ($0.period.from, $1.number.text) }
  }
}
