import Documents
package import Files

extension IssueRecord {
  /// The next place for a record of a document's reviews: one that neither the ledger nor a folder has ever had.
  package func nextReview(of document: DocumentNumber) throws -> ReviewFolder {
    let written = try ledger?.entries().compactMap(\.reviewFolder) ?? []
    let parent = archive.path + "/" + ReviewFolder(document, count: 1).parent
    let there = Folder.exists(parent) ? try Folder.entries(parent) : []
    let counts =
      written.filter { $0.document == document }.map(\.count)
      + there.compactMap { ReviewFolder("\(document.folderName)/\($0)")?.count }
    return ReviewFolder(document, count: (counts.max() ?? 0) + 1)
  }

  /// Gives a finished record of reviews its name; the ledger has its line before.
  ///
  /// A process that dies between the two leaves the unfinished folder, by which the next run knows that nothing came of it.
  package func publish(review folder: consuming StagingFolder, noting note: LedgerEntry.Draft) throws {
    try archive.requireInPlace()
    var finished: StagingFolder? = consume folder
    try uninterrupted {
      guard let folder = finished.take() else { return }
      try ledger?.appendNow(note)
      do {
        try folder.publish()
      } catch {
        _ = try? ledger?.appendNow(note.abandonedReview)
        throw error
      }
    }
  }

  /// Says of records of reviews that were written down as taken in that their folders never got their names.
  static func settleReviews(_ archive: Archive, _ ledger: Ledger?) throws {
    guard let ledger else { return }
    var last: [ReviewFolder: LedgerEntry] = [:]
    for entry in try ledger.entries() { if let folder = entry.reviewFolder { last[folder] = entry } }
    for (folder, entry) in last.sorted(by: { $0.key < $1.key }) where entry.outcome == .done {
      let parent = "\(archive.path)/\(folder.parent)"
      guard !Folder.exists("\(parent)/\(folder.name)"), Folder.exists("\(parent)/.\(folder.name).partial") else {
        continue
      }
      try ledger.appendNow(entry.draft.abandonedReview)
    }
  }
}

extension LedgerEntry.Draft {
  /// The same review, of which nothing came: its record is named.
  fileprivate var abandonedReview: LedgerEntry.Draft {
    var draft = LedgerEntry.Draft(.review, .abandoned, source: source, document: document)
    draft.facts = facts.filter { $0.name == "record" }
    return draft
  }
}
