import Model

/// D02: a stretch of time in which the log holds nothing, and events that say the log was cleared or switched off.
///
/// Memory: the last row, and the gaps before the period that are long enough to matter: they do not overlap, so at most
/// as many as fit into the lookback (3600 for 90 days).
struct LogSilence: Rule {
  static let definition = RuleDefinition(
    id: "D02",
    techniques: ["T1685.002", "T1685.005"],
    severities: [.medium, .high],
    parameters: [
      RuleParameter("minimum", .duration, 21_600),
      RuleParameter("factor", .count, 10),
      RuleParameter("percentile", .percent, 99),
    ],
    // A log without a row is a finding; a source that has no log is none.
    branches: [
      RuleBranch("a", needs: [.column(.event(.occurredAt)), .wholeSource]),
      RuleBranch("b", needs: [.column(.event(.occurredAt)), .wholeSource]),
    ],
    subject: RuleSubject(.tenant),
    sentences: ["empty_period", "silence", "cleared", "switched_off"])

  static let passes: Set<RulePass> = [.rows]

  private let context: RuleContext
  private let minimum: Int64
  private let factor: Int64
  private let percentile: Int
  /// A gap up to this, times the factor, is no more than the minimum: its length does not matter.
  private let cutoff: Int64
  private var last: (row: EvidenceRow, at: Instant)?
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
    let row = EvidenceRow(event)
    if moment >= context.period.from {
      if !isPeriodReached { reachPeriod() }
      try judge(until: moment, row, sink)
      if event.type == .logCleared || event.type == .auditDisabled { try reportCleared(event, at: moment, sink) }
    } else if let last {
      let gap = moment.microseconds - last.at.microseconds
      if gap > cutoff { longGaps.append(gap) } else { shortGaps += 1 }
    }
    last = (row, moment)
  }

  mutating func finish(_ sink: FindingSink) throws {
    guard context.period.from < context.judgedUntil, context.columns.contains(.event(.occurredAt)) else { return }
    if isPeriodReached { return try judge(until: context.judgedUntil, nil, sink) }
    reachPeriod()
    let covered = maintenance(from: context.period.from, to: context.judgedUntil)
    if covered == context.judgedUntil.microseconds - context.period.from.microseconds {
      return sink.suppress(by: "maintenance_windows")
    }
    try report(last?.at ?? context.period.from, context.judgedUntil, [last?.row], isEmptyPeriod: true, sink)
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
  private func judge(until end: Instant, _ row: EvidenceRow?, _ sink: FindingSink) throws {
    let begin = last?.at ?? context.period.from
    let gap = end.microseconds - begin.microseconds
    guard gap > limit else { return }
    if gap - maintenance(from: begin, to: end) <= limit { return sink.suppress(by: "maintenance_windows") }
    try report(begin, end, [last?.row, row], isEmptyPeriod: false, sink)
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
    _ begin: Instant, _ end: Instant, _ rows: [EvidenceRow?], isEmptyPeriod: Bool, _ sink: FindingSink
  ) throws {
    let gap = end.microseconds - begin.microseconds
    let span = context.span(begin, end)
    var finding = Finding(
      severity: .medium, key: .tenant, first: begin, last: end, evidence: context.evidence(rows.compactMap { $0 }),
      sentence: isEmptyPeriod
        ? Self.sentence("empty_period", ["gap": .text(context.length(gap)), "span": .message(span)])
        : Self.sentence("silence", ["gap": .text(context.length(gap)), "span": .message(span)]))
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
      severity: .high, key: .tenant, first: moment, last: moment, evidence: context.evidence([EvidenceRow(event)]),
      sentence: event.type == .logCleared
        ? Self.sentence("cleared")
        : Self.sentence("switched_off"))
    finding.branch = "b"
    finding.measured = [.init("event", .text(event.type.rawValue))]
    try sink.report(finding)
  }
}
