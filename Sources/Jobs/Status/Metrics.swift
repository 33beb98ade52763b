import Archive
import Files
import Messages
import Model
import Schedules

/// How things stand, as numbers for Prometheus, written whole into one file at the end of each run.
///
/// Nothing about it can fail a run: what goes wrong is a warning.
struct Metrics {
  private let invocation: Invocation
  private let archive: Archive
  private let interruption: Interruption
  /// What the run that ends comes to, where the ledger does not have it: its command and its status.
  private let ending: (command: String, status: ExitStatus)?

  /// Numbers of an archive; `ending` is for a run that ends without a line of the ledger.
  init(
    _ invocation: Invocation, of archive: Archive, _ interruption: Interruption,
    ending: (command: String, status: ExitStatus)? = nil
  ) {
    (self.invocation, self.archive, self.interruption, self.ending) = (invocation, archive, interruption, ending)
  }

  /// Writes the file, where the configuration names one.
  func write() {
    guard let settings = invocation.configuration.metrics else { return }
    do {
      try PublicFile.write(try text(), to: settings.file)
    } catch {
      let failure = Failure(error)
      invocation.warn(
        Message(
          tr: "Prometheus ölçümleri yazılamadı (metrics.file): \(failure.message.tr)",
          en: "the metrics for Prometheus could not be written (metrics.file): \(failure.message.en)"))
    }
  }

  /// The file's content, from the archive as it lies there now.
  func text() throws -> String {
    let uninterrupted: IssueRecord.Uninterrupted = { try $0() }
    let author = Ledger.Author(clock: { SystemClock.now() }, asOf: nil, user: BuildInfo.userName)
    let ledger = Ledger(of: archive, by: author, isReadOnly: true, uninterrupted: uninterrupted)
    let record = try IssueRecord(of: archive, isReadOnly: true, ledger: ledger, uninterrupted: uninterrupted)
    // The run's own: a second one would take its signals away.
    let run = RunContext(invocation: invocation, record: record, interruption: interruption)
    var metrics = MetricsText()
    let now = invocation.hasGivenMoment ? invocation.asOf : SystemClock.now()
    metrics.gauge(
      "metrics_written_timestamp_seconds", "When this file was written.", [([], now.seconds)])
    add(try ScheduleStatus(in: run), to: &metrics, now)
    add(try BackupStatus(in: run), to: &metrics)
    add(try TimeStampStatus(in: run), to: &metrics)
    let deliveries = try DeliveryStatus(in: run)
    metrics.gauge(
      "undelivered_documents", "Documents that a recipient has not got yet.",
      deliveries.recipients.map { ([("recipient", $0.name)], Int64(deliveries.own($0).count)) })
    metrics.gauge(
      "archive_free_bytes", "Bytes that are free on the archive's file system.",
      [([], Int64(try DiskStatus(in: run).freeBytes))])
    return metrics.text
  }

  private func add(_ status: ScheduleStatus, to metrics: inout MetricsText, _ now: Instant) {
    func samples(_ number: (ScheduleStanding) -> Int64?) -> [MetricsText.Sample] {
      status.standings.compactMap { standing in
        number(standing).map { ([("schedule", standing.schedule.name)], $0) }
      }
    }
    func ended(_ standing: ScheduleStanding) -> ExitStatus? {
      ending.flatMap { $0.command == "run \(standing.schedule.name)" ? $0.status : nil }
    }
    metrics.gauge(
      "last_run_timestamp_seconds", "When the schedule ran last.",
      samples { ended($0) == nil ? $0.lastRun?.at.seconds : now.seconds })
    metrics.gauge(
      "last_run_exit_status", "What its last run exited with.",
      samples { ended($0).map { Int64($0.rawValue) } ?? $0.lastRun?.exitCode.map(Int64.init) })
    metrics.gauge(
      "last_good_run_timestamp_seconds", "When it last did all it was to do.", samples { $0.lastGoodRun?.at.seconds })
    metrics.gauge("next_run_timestamp_seconds", "When it runs next.", samples { $0.next?.seconds })
    func periods(_ isMeant: (PeriodState) -> Bool) -> [MetricsText.Sample] {
      status.standings.flatMap { standing in
        status.sources(of: standing).map { source in
          let tasks = standing.tasks.filter { $0.source == source }
          let count = Set(tasks.flatMap { $0.periods.filter(isMeant).map(\.period) }).count
          return ([("schedule", standing.schedule.name), ("source", source)], Int64(count))
        }
      }
    }
    metrics.gauge(
      "missing_periods", "Periods that should have been issued and were not.", periods(\.isWanting))
    metrics.gauge(
      "failed_periods", "Those of them over which the last run failed.", periods { $0.state == .failed })
    metrics.gauge(
      "due_editions", "Documents of which another edition is due, as the last runs have found.",
      [([], Int64(status.editionsDue.count))])
  }

  private func add(_ status: BackupStatus, to metrics: inout MetricsText) {
    func samples(_ moment: (BackupStatus.Database) -> Instant?) -> [MetricsText.Sample] {
      status.databases.compactMap { database in moment(database).map { ([("source", database.source)], $0.seconds) } }
    }
    metrics.gauge(
      "last_good_backup_timestamp_seconds", "When the last backup was made of which nothing bad is known.",
      samples { $0.lastGood?.backup.moment })
    metrics.gauge(
      "last_proven_backup_timestamp_seconds",
      "When the newest backup was made that a drill has restored and found right.",
      samples { $0.lastProven?.backup.moment })
  }

  private func add(_ status: TimeStampStatus, to metrics: inout MetricsText) {
    metrics.gauge(
      "unstamped_documents", "Documents that wait for their time stamps.", [([], Int64(status.standing.owed.count))])
    metrics.gauge(
      "unstamped_since_timestamp_seconds", "When the oldest of them was issued.",
      status.unstampedSince.map { [([], $0.seconds)] } ?? [])
  }
}
