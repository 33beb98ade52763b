import Archive
import Messages
import Model

/// The editions that earlier runs found due, and that stay due until one is issued or a run finds the rows as they were.
struct StandingEditions {
  /// The edition that is due, by the document's number.
  let due: [String: Int]
  private let run: RunContext

  /// What the ledger says before this run has written into it.
  init(in run: RunContext) throws {
    self.run = run
    due =
      RunHistory(
        try run.record.ledger?.entries() ?? [], lateRows: run.invocation.configuration.lateRows
      ).editionsDue
  }

  /// Says again what is due of documents that this run was to compare and could not.
  func tell(_ documents: [(source: String, document: WatchedDocument)], into result: inout RunResult) {
    let told = Set(result.editionsDue.map(\.number) + result.unchangedDocuments)
    for (source, document) in documents {
      let number = document.number.text
      guard let edition = due[number], !told.contains(number) else { continue }
      let day = document.period.firstDay(in: run.invocation.configuration.zone)
      let command = "tutanak report \(document.number.code) --reissue \(number) --reason \"…\""
      run.invocation.warn(
        Message(
          tr: "\(source): \(number) belgesinin (\(day)) \(edition). sürümünün gerektiği daha önce bulunmuştu; bu kez "
            + "döneminin satırları karşılaştırılamadı. Düzenlemek için: \(command)",
          en: "\(source): edition \(edition) of \(number) (\(day)) was found due before; this time the rows of its "
            + "period could not be compared. To issue it: \(command)"))
      let standing = DueEdition(number: number, edition: edition, changes: [])
      result.steps.append(RunStep(.compare, source: source, period: document.period, .editionDue(standing)))
    }
  }
}
