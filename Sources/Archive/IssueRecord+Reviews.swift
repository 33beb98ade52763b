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
  /// A process that dies between the two leaves the unfinished folder, which the next run finishes.
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

  /// Ends what a run that died has begun with records of reviews, and returns the paths of unfinished folders that stay.
  ///
  /// A folder with the manifest that the ledger speaks of gets its name. One that is not whole has come to nothing only where
  /// nothing was written down since; later its record was there, so that somebody has damaged it: it stays, and is missing.
  static func settleReviews(_ archive: Archive, _ ledger: Ledger?) throws -> Set<String> {
    guard let ledger else { return [] }
    let entries = try ledger.entries()
    var last: [ReviewFolder: LedgerEntry] = [:]
    for entry in entries { if let folder = entry.reviewFolder { last[folder] = entry } }
    var kept: Set<String> = []
    for (folder, entry) in last.sorted(by: { $0.key < $1.key }) where entry.outcome == .done {
      let place = "\(archive.path)/\(folder.path)"
      let partial = "\(archive.path)/\(folder.parent)/.\(folder.name).partial"
      guard !Folder.exists(place), Folder.exists(partial) else { continue }
      if let manifest = try? Manifest(readingFrom: partial),
        manifest.digest == entry.fact("manifest_sha256")?.stringValue
      {
        try StagingFolder.finish(partial, as: place)
      } else if entry.sequence == entries.last?.sequence {
        try ledger.appendNow(entry.draft.abandonedReview)
      } else {
        kept.insert(partial)
      }
    }
    return kept
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
