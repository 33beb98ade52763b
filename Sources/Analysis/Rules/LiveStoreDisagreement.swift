import Model

/// D03: sessions of which the live store and the database say different things at the moment of the report.
///
/// Memory: nothing beside the evidence; what differs lies on the disk.
struct LiveStoreDisagreement: Rule {
  static let definition = RuleDefinition(
    id: "D03",
    techniques: [],
    severities: [.medium, .low, .high],
    parameters: [
      RuleParameter("tolerance", .duration, 300),
      RuleParameter("margin", .duration, 60),
      RuleParameter("after", .duration, 86_400),
    ],
    branches: ["a", "b", "c", "d"].map { RuleBranch($0, needs: [.liveStore, .wholeSource]) },
    subject: RuleSubject(.tenant, countsSessions: false),
    sentences: ["a", "b", "c", "d"])

  static let passes: Set<RulePass> = []

  private let context: RuleContext

  init(_ context: RuleContext) { self.context = context }

  /// The numbers the comparison goes by, which is made before the rules look at anything; microseconds.
  static func limits(_ settings: RuleSettings) -> (tolerance: Int64, margin: Int64, after: Int64) {
    let numbers = RuleNumbers(settings.values(of: definition))
    return (numbers.value("tolerance"), numbers.value("margin"), numbers.value("after"))
  }

  mutating func finish(_ sink: FindingSink) throws {
    switch context.live {
    case .absent: return
    case .unread(let reason): sink.lookedNowhere(for: reason)
    case .compared(let found): try report(found, sink)
    }
  }

  private func report(_ found: LiveDisagreements, _ sink: FindingSink) throws {
    if found.unsettled > 0 { sink.remark(.unsettled, found.unsettled) }
    if found.unreadable > 0 {
      sink.sawPart(for: RuleReason(.liveValuesUnreadable, String(found.unreadable)))
    }
    if found.judgedExpiries == 0 { sink.lookedInVain(LiveDisagreements.Kind.expiry.rawValue) }
    var evidence = Dictionary(
      uniqueKeysWithValues: LiveDisagreements.Kind.allCases.map { ($0, context.evidence([], ofSessions: true)) })
    try found.forEach { kind, row in evidence[kind]?.append(row) }
    for kind in LiveDisagreements.Kind.allCases {
      guard let rows = evidence[kind], rows.count > 0 else { continue }
      var finding = Finding(
        severity: Self.severity(kind), key: .tenant, first: found.moment, last: found.moment, evidence: rows,
        sentence: Self.sentence(
          kind.rawValue,
          ["count": .count(rows.count), "moment": .message(context.clock(found.moment, found.moment).0)]))
      finding.branch = kind.rawValue
      // Both looks showed it: nobody knows until when it lasts.
      finding.continues = true
      finding.measured = [
        .init("sessions", rows.count), .init("in_live_store", found.storeCount),
        .init("in_database", found.databaseCount),
      ]
      try sink.report(finding)
    }
  }

  private static func severity(_ kind: LiveDisagreements.Kind) -> Severity {
    switch kind {
    case .onlyInStore: .medium
    case .onlyInDatabase, .expiry: .low
    case .user: .high
    }
  }
}
