import Archive
import Documents
import Files
import HTML
import Messages
import Model
import Reports

/// The page over the archive, `index.html`: written whole from what lies there, as of the moment it is written.
///
/// It is a convenience for people. Nothing in the program reads it, and it is no part of what is sealed
/// (docs/decisions/0069-index-of-the-archive.md).
struct ArchiveIndex {
  private let run: RunContext

  /// The index of a run's archive; nil where nobody can tell what was issued.
  init?(_ run: RunContext) {
    guard run.damage == nil, run.record.ledger != nil else { return nil }
    self.run = run
  }

  /// What was written, or would be.
  struct Outcome {
    /// Where it lies.
    let path: String
    /// How many documents it lists, those without a folder among them.
    let documents: Int
    /// How many of them have no folder.
    let missing: Int
    /// How many backups it lists.
    let backups: Int
    /// The ledger's last line that it knows of.
    let line: Int
    /// How many bytes it has; nil where it was not written.
    var bytes: Int?
  }

  /// Writes it anew after a run that changed something; a run that cannot says so, and what it issued stays issued.
  static func refresh(after result: inout RunResult, in run: RunContext) {
    guard let index = ArchiveIndex(run), let head = try? run.record.ledger?.head(), head != run.ledgerHead else {
      return
    }
    do {
      _ = try index.write()
    } catch {
      let failure = Self.failure(error, run.record.archive.indexPath)
      // What is wrong with the words of documents fails documents, and no backup.
      if failure.failureKind == .misconfigured { return run.invocation.warn(failure.message) }
      result.steps.append(RunStep(.index, .failed(failure)))
    }
  }

  /// Why it could not be written.
  static func failure(_ error: any Error, _ path: String) -> Failure {
    let cause = Failure(error)
    return Failure(
      cause.failureKind,
      Message(
        tr: "Arşivin dizini yazılamadı (\(path)); düzenlenenler bundan etkilenmez, eski dizin yerindedir. Giderince "
          + "“tutanak archive index” çalıştırın. \(cause.message.tr)",
        en:
          "The index of the archive could not be written (\(path)); what was issued is not touched by that, and the old "
          + "index is in its place. Mend it and run “tutanak archive index”. \(cause.message.en)"))
  }

  /// Writes the page, or in a dry run only says what it would list.
  func write() throws -> Outcome {
    let archive = run.record.archive
    let (page, outcome) = try compose()
    if run.invocation.isDryRun { return outcome }
    try archive.requireInPlace()
    // What a killed run leaves of it lies where the next one sweeps.
    let draft = archive.stateFolder + "/" + Archive.indexName
    try ArchivePageRenderer.draw(page, to: draft)
    var written = outcome
    written.bytes = try InputFile.size(draft)
    try Folder.rename(draft, to: archive.indexPath)
    return written
  }

  private func compose() throws -> (ArchivePage, Outcome) {
    let invocation = run.invocation
    let template = try run.template.load(Catalogue(invocation))
    let look = IndexLook(
      words: template.words(invocation.language), formats: template.formats(invocation.language),
      zone: invocation.configuration.zone, language: invocation.language, asOf: invocation.asOf)
    let entries = try run.record.ledger?.entries() ?? []
    let history = RunHistory(entries, lateRows: invocation.configuration.lateRows)
    let documents = IndexedDocuments(
      try run.record.catalogue(), entries, history, recipients: invocation.configuration.delivery?.recipients ?? [],
      look)
    let backups = IndexedBackups(try BackupInventory(in: run), look)
    // A schedule that cannot be read keeps nobody from seeing what lies there.
    let nights = IndexedNights(try? ScheduleStanding.all(in: run, history), look)
    let cover = IndexCover(documents: documents, backups: backups, nights: nights, look: look).cover
    let page = ArchivePage(
      identity: identity(look, line: entries.count), theme: template.theme, formats: look.formats,
      words: Composer.drawingWords(look.words), cover: cover, nights: nights.calendar,
      lists: [documents.list, backups.list])
    let outcome = Outcome(
      path: run.record.archive.indexPath, documents: documents.count, missing: documents.gaps.count,
      backups: backups.count, line: entries.count)
    return (page, outcome)
  }

  private func identity(_ look: IndexLook, line: Int) -> Identity {
    let controller = run.invocation.configuration.controller.name
    let title = look.words[.indexTitle]
    return Identity(
      number: controller.isEmpty ? "Tutanak" : controller, fileStem: "archive-index", title: title,
      subtitle: look.words(
        .indexSubtitle, ["moment": look.moment(run.invocation.asOf), "line": look.formats.integer(Int64(line))]),
      classification: look.words[.indexClassification], runningFoot: title, author: controller,
      software: "Tutanak \(BuildInfo.version)", languageTag: look.language == .tr ? "tr-TR" : "en-GB", issuedAt: nil,
      zoneOffset: 0)
  }
}
