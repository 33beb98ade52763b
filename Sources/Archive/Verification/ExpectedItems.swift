import Model

/// What a ledger says there must be: every document and backup that was made and not removed since.
struct ExpectedItems {
  /// A document.
  struct Document {
    let number: DocumentNumber
    let expectation: VerifiedFolder.Expectation
    /// The period's begin and end; nil where the line does not say.
    let period: Period?
    /// The report, source and schedule of one that a schedule asked for, and that replaces none.
    let series: [String]?
  }

  /// A backup, by its source and the name of its folder.
  struct Backup: Hashable {
    let source: String
    let name: String
  }

  private(set) var documents: [DocumentNumber: Document] = [:]
  /// Documents whose run has no end in the ledger yet: it may be about to give their folders their names.
  private(set) var open: Set<DocumentNumber> = []
  /// Backups with the digests of their manifests.
  private(set) var backups: [Backup: String] = [:]
  /// Records of reviews with the digests of their manifests.
  private(set) var reviews: [ReviewFolder: String] = [:]
  /// Backups that a run was about to remove: they may be there or not.
  private(set) var beingPurged: Set<Backup> = []
  /// Backups whose run has no end in the ledger yet, as ``open`` documents.
  private(set) var openBackups: Set<Backup> = []

  /// What follows from the lines, which are in their order.
  init(_ entries: [LedgerEntry]) {
    for entry in entries {
      switch entry.act {
      case .issue, .reissue: add(document: entry)
      case .adopt: if entry.document != nil { add(document: entry) } else { add(backup: entry) }
      case .backup, .purge: add(backup: entry)
      case .review:
        if let review = entry.reviewFolder {
          reviews[review] = entry.outcome == .done ? entry.fact("manifest_sha256")?.stringValue ?? "" : nil
        }
      case .run: (open, openBackups) = ([], [])
      default: break
      }
    }
  }

  private mutating func add(document entry: LedgerEntry) {
    guard let number = entry.document.flatMap({ DocumentNumber($0) }) else { return }
    guard entry.outcome == .done else {
      // Once its run has ended, no line takes a document back.
      if open.contains(number) { documents[number] = nil }
      return
    }
    open.insert(number)
    let (from, to) = (entry.fact("period_from")?.instantValue, entry.fact("period_to")?.instantValue)
    let period: Period? = if let from, let to, from < to { Period(from: from, to: to) } else { nil }
    let schedule = entry.fact("schedule")?.stringValue
    documents[number] = Document(
      number: number,
      expectation: .init(
        manifestDigest: entry.fact("manifest_sha256")?.stringValue, isUnsealed: entry.act == .adopt, number: number),
      period: period, series: schedule.map { [number.code, entry.source ?? "", $0] })
  }

  private mutating func add(backup entry: LedgerEntry) {
    guard let source = entry.source, let name = entry.backup else { return }
    let backup = Backup(source: source, name: name)
    switch (entry.act, entry.outcome) {
    case (.backup, .done), (.adopt, .done):
      backups[backup] = entry.fact("manifest_sha256")?.stringValue ?? ""
      if entry.act == .backup { openBackups.insert(backup) }
    case (.backup, .abandoned): backups[backup] = nil
    // The destruction of a copy names its place, that of the backup none.
    case (.purge, _) where entry.fact("location") != nil: break
    case (.purge, .begun): beingPurged.insert(backup)
    case (.purge, .done): backups[backup] = nil
    case (.purge, _): beingPurged.remove(backup)
    default: break
    }
  }

  /// Periods of a schedule's report that lie between others of it and have no document.
  func periodGaps(settled: [(series: [String], period: Period)]) -> [(series: [String], gap: Period)] {
    var periods: [[String]: [Period]] = [:]
    for document in documents.values {
      if let series = document.series, let period = document.period { periods[series, default: []].append(period) }
    }
    for (series, period) in settled where periods[series] != nil { periods[series]?.append(period) }
    var gaps: [(series: [String], gap: Period)] = []
    for (series, found) in periods {
      var end: Instant?
      for period in found.sorted(by: { $0.from < $1.from }) {
        if let end, end < period.from { gaps.append((series, Period(from: end, to: period.from))) }
        end = max(end ?? period.to, period.to)
      }
    }
    return gaps.sorted { ($0.gap.from, $0.series.joined()) < ($1.gap.from, $1.series.joined()) }
  }
}
