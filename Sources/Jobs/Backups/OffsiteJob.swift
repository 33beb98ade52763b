import Archive
import Delivery
import Documents
import Files
import Messages

/// Copies backups to their second place: those of this run first, then what earlier ones owe, oldest first.
///
/// What is owed follows from the archive and its ledger: every backup that lies here and was not copied to this place.
struct OffsiteJob {
  let run: RunContext
  let offsite: Offsite

  /// A job of a run; nil where the configuration names no second place.
  init?(_ run: RunContext) {
    guard let offsite = run.invocation.configuration.offsite else { return nil }
    (self.run, self.offsite) = (run, offsite)
  }

  /// Copies what is owed; a failure is a step of its own and takes nothing of the archive away.
  func catchUp(into result: inout RunResult) async {
    do {
      let made = try result.backups.map { try ArchivedBackup(readingFrom: $0.folder) }
      let names = Set(made.map(\.label))
      let owed = try owed()
      await copy(made + owed.filter { !names.contains($0.label) }, urgent: made.count, into: &result)
    } catch {
      result.steps.append(RunStep(.deliver, .failed(Failure(error))))
    }
  }

  /// What would be done with backups that are owed.
  func plan(_ backups: [ArchivedBackup]) -> [Message] {
    backups.map { backup in
      Message(
        tr: "\(backup.label): \(backup.bytes) bayt \(offsite.location.text) konumuna kopyalanacak",
        en: "\(backup.label): \(backup.bytes) bytes would be copied to \(offsite.location.text)")
    }
  }

  /// The backups that are not there yet, oldest first; none where the ledger cannot tell.
  func owed(of source: String? = nil) throws -> [ArchivedBackup] {
    guard let ledger = run.record.ledger else { return [] }
    let complete = OffsiteState(try ledger.entries(), at: offsite.location.text).complete
    let (backups, unreadable) = try run.record.archive.backups(of: source)
    for message in unreadable { run.invocation.warn(message) }
    return backups.filter { !complete.contains(.init(source: $0.source, backup: $0.name)) }.sorted {
      ($0.moment, $0.name) < ($1.moment, $1.name)
    }
  }

  /// Copies backups one after the other; the first `urgent` ones whatever the time, and one always.
  ///
  /// Where the place itself cannot be used the others are not tried: they stay owed.
  func copy(_ backups: [ArchivedBackup], urgent: Int, into result: inout RunResult) async {
    if !backups.isEmpty { warnAboutDisk() }
    var pace = Pace(end: run.interruption.end)
    for (index, backup) in backups.enumerated() {
      if index >= max(1, urgent), !pace.hasTime(for: backup.bytes) {
        result.steps.append(RunStep(.deliver, .failed(Self.outOfTime(backups.count - index))))
        return
      }
      run.invocation.inform(
        Message(
          tr: "\(backup.label): \(offsite.location.text) konumuna kopyalanıyor",
          en: "\(backup.label): being copied to \(offsite.location.text)"))
      let (step, isPlaceSound) = await copy(backup, &pace)
      result.steps.append(step)
      if isPlaceSound { continue }
      let left = backups.count - index - 1
      if left > 0 { result.remarks.append(Self.left(left)) }
      return
    }
  }

  private func copy(_ backup: ArchivedBackup, _ pace: inout Pace) async -> (step: RunStep, isPlaceSound: Bool) {
    let begun = ContinuousClock.now
    do {
      let files = try backup.publishedFiles().map { Shipment.File(path: $0.path, size: $0.size, sha256: $0.sha256) }
      let shipment = Shipment(folder: backup.folder, shelf: backup.source, name: backup.name, files: files)
      let location = offsite.location
      // Copying keeps a thread busy for long.
      let receipt = try await OwnThread.run { () -> Result<Receipt, DeliveryError> in
        do throws(DeliveryError) { return .success(try location.put(shipment)) } catch { return .failure(error) }
      }.get()
      pace.add(receipt.sentBytes, since: begun)
      try note(
        backup, .done,
        [
          .init("files", .integer(Int64(files.count))), .init("bytes", .integer(Int64(shipment.bytes))),
          .init("sent_bytes", .integer(Int64(receipt.sentBytes))),
          .init("duration_us", .integer(begun.microsecondsUntilNow)),
        ])
      let delivered = DeliveredBackup(
        source: backup.source, backup: backup.name, location: location.text, bytes: shipment.bytes,
        sentBytes: receipt.sentBytes)
      return (RunStep(.deliver, source: backup.source, .delivered(delivered)), true)
    } catch {
      let failure = Failure(error)
      try? note(
        backup, .failed,
        [.init("error", .string(failure.message.en)), .init("duration_us", .integer(begun.microsecondsUntilNow))])
      let isPlaceSound = (error as? DeliveryError)?.isAboutShipment ?? (error is ArchiveError)
      return (RunStep(.deliver, source: backup.source, .failed(Self.told(failure, of: backup))), isPlaceSound)
    }
  }

  private func note(
    _ backup: ArchivedBackup, _ outcome: LedgerEntry.Outcome, _ facts: [JSONValue.Member]
  ) throws {
    try run.record.ledger?.append(
      .init(
        .offsite, outcome, source: backup.source, backup: backup.name,
        facts: [.init("location", .string(offsite.location.text))] + facts))
  }

  /// A second place on the same disk is none; often the disk that should be mounted there is not.
  private func warnAboutDisk() {
    guard case .folder(let path) = offsite.location,
      (try? FileCopy.areOnOneDisk(path, run.record.archive.path)) == true
    else { return }
    run.invocation.warn(
      Message(
        tr: "\(path), arşivle aynı dosya sisteminde: o disk giderse ikisi de gider. Oraya bir disk bağlanacaksa bağlı "
          + "değildir.",
        en: "\(path) lies on the archive's own file system: both go with that disk. If a disk should be mounted there, "
          + "it is not."))
  }

  private static func told(_ failure: Failure, of backup: ArchivedBackup) -> Failure {
    Failure(
      failure.failureKind,
      Message(
        tr: "\(backup.label) ikinci yere kopyalanamadı, arşivdeki yedek duruyor; sonraki çalıştırma yeniden dener. "
          + failure.message.tr,
        en:
          "\(backup.label) was not copied to its second place; the backup in the archive is kept, and the next run tries "
          + "again. \(failure.message.en)"))
  }

  private static func left(_ count: Int) -> Message {
    Message(
      tr: "ikinci yere kopyalanmayı bekleyen başka yedek sayısı: \(count)",
      en: "further backups that wait to be copied to their second place: \(count)")
  }

  private static func outOfTime(_ count: Int) -> Failure {
    Failure(
      .temporary,
      Message(
        tr:
          "Çalıştırmanın süresi (deadline) yetmediği için \(count) yedek ikinci yere kopyalanmadı; sonraki çalıştırma "
          + "sürdürür.",
        en:
          "\(count) backups were not copied to their second place, since the run's time (deadline) does not suffice; the "
          + "next run goes on."))
  }
}

/// How quickly backups are copied in a run, and how much time it has left.
private struct Pace {
  /// When the run ends itself; nil never does.
  let end: ContinuousClock.Instant?
  private var bytes = 0
  private var time = Duration.zero

  init(end: ContinuousClock.Instant?) { self.end = end }

  mutating func add(_ bytes: Int, since begin: ContinuousClock.Instant) {
    self.bytes += bytes
    time += ContinuousClock.now - begin
  }

  /// Whether so many bytes can be copied in time, with half as much again to spare; before anything was copied a minute
  /// is taken to do.
  func hasTime(for bytes: Int) -> Bool {
    guard let end else { return true }
    let left = (end - ContinuousClock.now) / .seconds(1)
    guard self.bytes > 0 else { return left > 60 }
    return left > 1.5 * Double(bytes) / Double(self.bytes) * (time / .seconds(1))
  }
}
