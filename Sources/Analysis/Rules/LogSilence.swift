import Messages
import Model

/// D02: a stretch of time in which the log holds nothing, and events that say the log was cleared or switched off.
///
/// Memory: the last row, and the gaps before the period that are long enough to matter: they do not overlap, so at most
/// as many as fit into the lookback (3600 for 90 days).
struct LogSilence: Rule {
  static let definition = RuleDefinition(
    id: "D02",
    title: Message(tr: "Günlük sessizliği veya günlüğün silinmesi", en: "Log silence or cleared log"),
    logic: Message(
      tr:
        "a) Bütün olay kaydında, türüne bakılmadan, art arda iki satırın arası max(“minimum”, “factor” × p) süresinden "
        + "uzundur; p, dönemden önceki aralıkların percentile_disc “percentile” yüzdesidir (yoksa 0). Dönemden önce satır "
        + "yoksa dönem başından ilk satıra, ayrıca son satırdan dönem sonuna (veya rapor anına) kadar da bakılır. Sonu "
        + "dönemde olan aralık dönemindir. Satırsız dönem her durumda bulgudur. maintenance_windows içinde kalan süre "
        + "düşülünce sınırı aşmayan aralık (satırsız dönemde: tamamı içinde kalan) silinir ve sayılır. b) Her "
        + "log_cleared ve audit_disabled olayı bir bulgudur; bakım penceresi bunu silmez.",
      en:
        "a) In the whole event log, whatever the types, two consecutive rows lie more than max(“minimum”, “factor” × p) "
        + "apart; p is percentile_disc of “percentile” percent of the gaps before the period (0 without any). Where no "
        + "row lies before the period, the time from its begin to the first row is looked at, and always that from the "
        + "last row to the period's end (or the report's moment). A gap is the period's whose end lies in it. A period "
        + "without rows is a finding in any case. A gap that does not exceed the limit once the time within "
        + "maintenance_windows is taken off (for a period without rows: that lies in them altogether) is taken out and "
        + "counted. b) Every log_cleared and audit_disabled event is a finding; no maintenance window takes it out."),
    thresholdSource: Message(
      tr: "Elastic'in silinen ve kapatılan günlükler için T1070 ve T1562.008 kuralları; ISO/IEC 27001:2022 A.8.15",
      en: "Elastic T1070 and T1562.008 rules for cleared and disabled logs; ISO/IEC 27001:2022 A.8.15"),
    techniques: ["T1685.002", "T1685.005"],
    tuning: Message(
      tr: "Planlı kesintileri maintenance_windows listesine yazın; az kullanılan sistemlerde minimum değerini artırın.",
      en: "Put planned interruptions into maintenance_windows; raise minimum for systems that are little used."),
    severities: [.medium, .high],
    parameters: [
      RuleParameter("minimum", .duration, 21_600, Message(tr: "en kısa sessizlik", en: "shortest silence")),
      RuleParameter("factor", .count, 10, Message(tr: "olağan aralığın katı", en: "multiple of the usual gap")),
      RuleParameter("percentile", .percent, 99, Message(tr: "olağan aralık yüzdesi", en: "percentile of usual gaps")),
    ],
    branches: [RuleBranch("a", needs: [.wholeSource]), RuleBranch("b", needs: [.wholeSource])],
    subject: RuleSubject(.tenant))

  static let passes: Set<RulePass> = [.rows]

  private let context: RuleContext
  private let minimum: Int64
  private let factor: Int64
  private let percentile: Int
  /// A gap up to this, times the factor, is no more than the minimum: its length does not matter.
  private let cutoff: Int64
  private var last: (id: Identifier, at: Instant)?
  private var shortGaps = 0
  private var longGaps: [Int64] = []
  private var isPeriodReached = false
  private var limit: Int64 = 0
  /// The percentile, where it decides anything.
  private var usualGap: Int64?

  init(_ context: RuleContext) {
    self.context = context
    minimum = context.value("minimum")
    factor = max(1, context.value("factor"))
    percentile = Int(min(100, max(1, context.value("percentile"))))
    cutoff = minimum / factor
  }

  mutating func observe(
    row event: borrowing SecurityEvent, _ verdict: EventAnalysis.Verdict, _ sink: FindingSink
  ) throws {
    guard let moment = verdict.countableAt(event), moment < context.judgedUntil else { return }
    if moment >= context.period.from {
      if !isPeriodReached { reachPeriod() }
      try judge(until: moment, event.id, sink)
      if event.type == .logCleared || event.type == .auditDisabled { try reportCleared(event, at: moment, sink) }
    } else if let last {
      let gap = moment.microseconds - last.at.microseconds
      if gap > cutoff { longGaps.append(gap) } else { shortGaps += 1 }
    }
    last = (event.id, moment)
  }

  mutating func finish(_ sink: FindingSink) throws {
    guard context.period.from < context.judgedUntil else { return }
    if isPeriodReached { return try judge(until: context.judgedUntil, nil, sink) }
    reachPeriod()
    let covered = maintenance(from: context.period.from, to: context.judgedUntil)
    if covered == context.judgedUntil.microseconds - context.period.from.microseconds {
      return sink.suppress(by: "maintenance_windows")
    }
    try report(last?.at ?? context.period.from, context.judgedUntil, [last?.id], isEmptyPeriod: true, sink)
  }

  /// Draws the baseline's conclusion: all gaps before the period are known.
  private mutating func reachPeriod() {
    isPeriodReached = true
    limit = minimum
    let count = shortGaps + longGaps.count
    let rank = RobustBaseline.rank(of: percentile, among: count)
    guard count > 0, rank > shortGaps else { return }
    longGaps.sort()
    let gap = longGaps[rank - shortGaps - 1]
    usualGap = gap
    let (product, overflow) = gap.multipliedReportingOverflow(by: factor)
    limit = max(minimum, overflow ? .max : product)
  }

  /// Judges the gap between the last row, or the period's begin, and a row or the end.
  private func judge(until end: Instant, _ row: Identifier?, _ sink: FindingSink) throws {
    let begin = last?.at ?? context.period.from
    let gap = end.microseconds - begin.microseconds
    guard gap > limit else { return }
    if gap - maintenance(from: begin, to: end) <= limit { return sink.suppress(by: "maintenance_windows") }
    try report(begin, end, [last?.id, row], isEmptyPeriod: false, sink)
  }

  /// How much of a stretch lies in maintenance windows, which may overlap.
  private func maintenance(from begin: Instant, to end: Instant) -> Int64 {
    var covered: Int64 = 0
    var reached = begin
    for window in context.lists.maintenanceWindows.sorted(by: { $0.from < $1.from }) {
      let (from, to) = (max(window.from, reached), min(window.to, end))
      guard from < to else { continue }
      covered += to.microseconds - from.microseconds
      reached = to
    }
    return covered
  }

  private func report(
    _ begin: Instant, _ end: Instant, _ rows: [Identifier?], isEmptyPeriod: Bool, _ sink: FindingSink
  ) throws {
    let gap = end.microseconds - begin.microseconds
    let span = context.span(begin, end)
    var finding = Finding(
      severity: .medium, key: .tenant, first: begin, last: end, evidence: context.evidence(rows.compactMap { $0 }),
      text: isEmptyPeriod
        ? Message(
          tr: "dönemde hiç olay kaydı yok; \(context.length(gap)) sessizlik, \(span.tr)",
          en: "no event in the period; silence of \(context.length(gap)), \(span.en)")
        : Message(
          tr: "olay kaydında \(context.length(gap)) sessizlik, \(span.tr)",
          en: "silence of \(context.length(gap)) in the event log, \(span.en)"))
    finding.branch = "a"
    finding.continues = end >= context.judgedUntil
    finding.measured = [
      .init("gap_us", gap), .init("limit_us", limit), .init("baseline_gaps", shortGaps + longGaps.count),
    ]
    if let usualGap { finding.measured.append(.init("usual_gap_us", usualGap)) }
    let covered = maintenance(from: begin, to: end)
    if covered > 0 { finding.measured.append(.init("maintenance_us", covered)) }
    try sink.report(finding)
  }

  private func reportCleared(_ event: borrowing SecurityEvent, at moment: Instant, _ sink: FindingSink) throws {
    var finding = Finding(
      severity: .high, key: .tenant, first: moment, last: moment, evidence: context.evidence([event.id]),
      text: event.type == .logCleared
        ? Message(tr: "günlüğün silindiğini bildiren kayıt", en: "record of the log being cleared")
        : Message(tr: "denetim kaydının kapatıldığını bildiren kayıt", en: "record of auditing being switched off"))
    finding.branch = "b"
    finding.measured = [.init("event", .text(event.type.rawValue))]
    try sink.report(finding)
  }
}
