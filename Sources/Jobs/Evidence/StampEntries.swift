import Archive
import Documents
import Messages
import Reports

/// What the ledger and the folders say of time stamps of documents.
struct StampEntries {
  /// The numbers of documents whose stamp lies in the folder and stands in the ledger.
  let documents: Set<String>
  /// Those that could not be obtained, oldest first.
  let failures: [SealHistory.FailedStamp]
  private let asked: Set<String>
  private let taken: [String: SealHistory.Stamp]

  init(_ entries: [LedgerEntry], _ standing: TimeStampStanding) {
    documents = Set(standing.stamped.map(\.number.text))
    asked = Set([standing.owed, standing.unwritten, standing.lost].joined().map(\.number.text)).union(documents)
    var (taken, failures): ([String: SealHistory.Stamp], [SealHistory.FailedStamp]) = ([:], [])
    for entry in entries where entry.act == .stamp {
      guard let document = entry.document else { continue }
      if entry.outcome == .done {
        taken[document] = SealHistory.Stamp(
          moment: entry.fact("time")?.instantValue ?? entry.time, serial: entry.fact("serial")?.stringValue,
          authority: entry.fact("authority")?.stringValue)
      } else {
        let reason = entry.fact("error")?.stringValue ?? ""
        failures.append(.init(at: entry.moment, of: document, because: Message(verbatim: reason)))
      }
    }
    (self.taken, self.failures) = (taken, failures)
  }

  /// The stamp of a document, which counts where it lies in the folder; and whether one is asked for.
  func of(_ document: String) -> (SealHistory.Stamp?, Bool) {
    (documents.contains(document) ? taken[document] : nil, asked.contains(document))
  }
}
