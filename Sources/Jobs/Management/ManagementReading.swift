import Archive
import Documents
import Messages
import Model
import Reports

/// Gathers what the documents of a month and of the eleven before it say, of all sources; no source is asked.
struct ManagementReading {
  let run: RunContext
  let month: Period
  /// The reports that are defined, by their codes.
  let definitions: [String: ReportDefinition]

  /// How many months the trend has.
  private static let monthCount = 12

  /// What they come to.
  func summary() throws -> ManagementSummary {
    let configuration = run.invocation.configuration
    let (zone, settings) = (configuration.zone, configuration.management)
    let first = try firstDay(zone)
    let ledger = try run.record.ledger?.entries() ?? []
    let documents = StandingDocuments(in: run.record, ledger)
    let reviews = ReviewReading(in: run)
    let names = configuration.sources.map(\.name) + documents.standing.compactMap(\.source)
    var reading = MonthReading(
      documents: documents, nights: try ExpectedNights(run, definitions, ledger), ledger: ledger,
      configuration: configuration, definitions: definitions,
      reviews: Dictionary(try Set(names).map { ($0, try reviews.reviews(of: $0)) }) { first, _ in first },
      reviewTimes: ReviewTimes(try reviews.items(of: nil), ledger), moment: run.invocation.asOf, month: month)
    var summary = ManagementSummary()
    for offset in (1 - Self.monthCount)...0 {
      let begin = first.advanced(byMonths: offset)
      reading.month = Period(from: zone.start(of: begin), to: zone.start(of: begin.advanced(byMonths: 1)))
      summary.months.append(try reading.month(begin))
    }
    for source in reading.sources {
      let kinds = try KindsOfMonth(reading, source)
      summary.kinds += kinds.findings
      summary.incidents += kinds.incidentKinds
      summary.kindDocuments[source] = kinds.documents
      summary.unusedReviews += reading.reviews[source]?.unused ?? []
    }
    (summary.targets, summary.responsible) = (settings.targets, settings.responsible)
    (summary.provenWithin, summary.sources) = (settings.provenWithin, reading.sources)
    summary.documents = documents.standing.compactMap { entry -> ManagementSummary.Document? in
      guard let number = entry.document else { return nil }
      let (isRead, isUnread) = (documents.read.contains(number), documents.unread.contains(number))
      // What could not be read is named, of whichever of the months it is.
      guard isUnread || isRead && isOfMonth(entry) else { return nil }
      return ManagementSummary.Document(
        number: number, report: entry.report ?? "", source: entry.source ?? "", period: entry.period,
        isRead: !isUnread)
    }
    return summary
  }

  private func isOfMonth(_ entry: LedgerEntry) -> Bool {
    entry.period.map { month.contains($0.from) } ?? month.contains(entry.moment)
  }

  /// The month's first day.
  ///
  /// - Throws: ``Failure`` for a period that is not one month: the records it rests on are monthly.
  private func firstDay(_ zone: Zone) throws(Failure) -> CivilDate {
    let first = zone.localTime(at: month.from).date
    guard first.parts.day == 1, zone.start(of: first) == month.from,
      zone.start(of: first.advanced(byMonths: 1)) == month.to
    else {
      throw Failure(
        .wrongUsage,
        Message(
          tr: "Yönetim özeti tam bir takvim ayı içindir: --period 2026-10 ya da last-month yazın.",
          en: "The management summary is of one whole calendar month: write --period 2026-10 or last-month."))
    }
    return first
  }
}
