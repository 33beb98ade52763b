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
  private let language: Language

  /// The index of a run's archive, in a language.
  init(_ run: RunContext, _ language: Language) { (self.run, self.language) = (run, language) }

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
    do {
      try renew(in: run)
    } catch {
      let failure = Self.failure(error, run.record.archive.indexPath)
      // What is wrong with the words of documents fails documents, and no backup.
      if failure.failureKind == .misconfigured { return run.invocation.warn(failure.message) }
      result.steps.append(RunStep(.index, .failed(failure)))
    }
  }

  /// The same after a run that failed over something else, which alone is what it exits with.
  static func refresh(afterFailureIn run: RunContext) {
    do {
      try renew(in: run)
    } catch {
      run.invocation.warn(Self.failure(error, run.record.archive.indexPath).message)
    }
  }

  /// In the language of the configuration, whatever language the run was told to speak.
  private static func renew(in run: RunContext) throws {
    let index = ArchiveIndex(run, run.invocation.configuration.locale)
    // An older page would go on saying what nobody knows any more.
    if run.damage != nil {
      _ = try index.publish(index.damagedPage())
    } else if try run.record.ledger?.head() != run.ledgerHead {
      _ = try index.write()
    }
  }

  /// Why it could not be written: 73 where it cannot be created, 78 for what the configuration is to blame for, else 74.
  static func failure(_ error: any Error, _ path: String) -> Failure {
    let cause = Failure(error)
    let isToldAsItIs = [.cannotCreate, .misconfigured].contains(cause.failureKind)
    return Failure(
      isToldAsItIs ? cause.failureKind : .inputOutput,
      Message(
        tr: "Arşivin dizini yazılamadı (\(path)); düzenlenenler bundan etkilenmez, eski dizin yerindedir. Giderince "
          + "“tutanak archive index” çalıştırın. \(cause.message.tr)",
        en:
          "The index of the archive could not be written (\(path)); what was issued is not touched by that, and the old "
          + "index is in its place. Mend it and run “tutanak archive index”. \(cause.message.en)"))
  }

  /// Writes the page, or in a dry run only says what it would list.
  func write() throws -> Outcome {
    let (page, outcome) = try compose()
    if run.invocation.isDryRun { return outcome }
    var written = outcome
    written.bytes = try publish(page)
    return written
  }

  /// Puts a page in the place of the one before; returns how many bytes it has.
  private func publish(_ page: ArchivePage) throws -> Int {
    let archive = run.record.archive
    try archive.requireInPlace()
    // What a killed run leaves of it has a name that the next one sweeps.
    let draft = "\(archive.stateFolder)/\(Archive.indexName).partial"
    try ArchivePageRenderer.draw(page, to: draft)
    let size = try InputFile.size(draft)
    try Folder.rename(draft, to: archive.indexPath)
    return size
  }

  private func template() throws -> (Template, IndexLook) {
    let invocation = run.invocation
    let template = try run.template.load(Catalogue(invocation))
    let look = IndexLook(
      words: template.words(language), formats: template.formats(language),
      zone: invocation.configuration.zone, language: language, asOf: invocation.asOf)
    return (template, look)
  }

  /// What stands there of an archive of which nobody can tell what was issued.
  private func damagedPage() throws -> ArchivePage {
    let (template, look) = try template()
    let moment = look.moment(run.invocation.asOf)
    let alert = Highlight(
      label: look.words[.indexDamagedLabel], text: look.words(.indexDamaged, ["moment": moment]), isAlert: true)
    return ArchivePage(
      identity: identity(look, subtitle: look.words(.indexMoment, ["moment": moment])), theme: template.theme,
      formats: look.formats, words: Composer.drawingWords(look.words),
      cover: Cover(highlights: [alert], tiles: [], fields: [], notices: [look.words[.indexNotice]]), nights: nil,
      lists: [])
  }

  private func compose() throws -> (ArchivePage, Outcome) {
    let invocation = run.invocation
    let (template, look) = try template()
    let entries = try run.record.ledger?.entries() ?? []
    let history = RunHistory(entries, lateRows: invocation.configuration.lateRows)
    let documents = IndexedDocuments(
      try run.record.catalogue(), entries, history, recipients: invocation.configuration.delivery?.recipients ?? [],
      look)
    // A schedule that cannot be read keeps nobody from seeing what lies there.
    let nights = IndexedNights(try? ScheduleStanding.all(in: run, history), look)
    let backups = IndexedBackups(try BackupInventory(in: run), expected: nights.backedUp, look)
    let cover = IndexCover(documents: documents, backups: backups, nights: nights, look: look).cover
    let subtitle = look.words(
      .indexSubtitle,
      ["moment": look.moment(invocation.asOf), "line": look.formats.integer(Int64(entries.count))])
    let page = ArchivePage(
      identity: identity(look, subtitle: subtitle), theme: template.theme, formats: look.formats,
      words: Composer.drawingWords(look.words), cover: cover, nights: nights.calendar,
      lists: [documents.list, backups.list])
    let outcome = Outcome(
      path: run.record.archive.indexPath, documents: documents.count, missing: documents.count - documents.presentCount,
      backups: backups.count, line: entries.count)
    return (page, outcome)
  }

  private func identity(_ look: IndexLook, subtitle: String) -> Identity {
    let controller = run.invocation.configuration.controller.name
    let title = look.words[.indexTitle]
    return Identity(
      number: controller.isEmpty ? "Tutanak" : controller, fileStem: "archive-index", title: title,
      subtitle: subtitle, classification: look.words[.indexClassification], runningFoot: title, author: controller,
      software: "Tutanak \(BuildInfo.version)", languageTag: look.language == .tr ? "tr-TR" : "en-GB", issuedAt: nil,
      zoneOffset: 0)
  }
}
