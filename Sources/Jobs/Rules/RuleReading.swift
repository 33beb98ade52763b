import Analysis
import Files
import Messages
import Model
import Reports

/// Has the rules observe a source: the rows as they are read for the registers, then again one user after the other.
final class RuleReading {
  private let invocation: Invocation
  private let period: Period
  private let provenance: RuleProvenance
  private let files: RuleFiles
  private let digests: DocumentDigests
  private let recorder: FindingRecorder
  private let runner: RuleRunner
  /// The rules of states, over as much time before the period as it has; nil where too little was read.
  private let runnerBefore: RuleRunner?
  private let incidents: IncidentRecorder
  private let sessions: SessionHistory
  private let events: EventHistory

  /// Rules over a source with the given columns and what is known of its live store; the rows of findings and histories lie in `folder`.
  init(
    _ order: ReportRequest, _ rules: RuleConfiguration, _ context: RowContext, columns: Set<SourceColumn>,
    words: @escaping @Sendable (Language) -> TextCatalog, folder: String,
    _ files: RuleFiles, _ digests: DocumentDigests, decisions: FindingDecisions, live: LiveState,
    _ invocation: Invocation
  ) throws {
    self.invocation = invocation
    self.digests = digests
    period = order.period
    self.files = files
    var settings = rules.settings
    if let holidays = files.holidays {
      settings.lists.holidays = holidays
      settings.configured.insert("holidays")
    }
    provenance = RuleProvenance(settings: settings, calendar: files.calendar, geoIP: files.geoIP)
    var lists = settings.lists
    for (place, names) in [("service_accounts", lists.serviceAccounts), ("shared_accounts", lists.sharedAccounts)] {
      for warning in UserSelection.warnings(about: names, in: "\(order.source.name): \(place)", users: context.users) {
        invocation.warn(warning)
      }
    }
    lists.serviceAccounts = UserSelection(lists.serviceAccounts, users: context.users).keys
    lists.sharedAccounts = UserSelection(lists.sharedAccounts, users: context.users).keys
    let recorder = FindingRecorder(context, words: words, folder: folder, decisions: decisions) {
      digests.hexadecimal($0)
    }
    self.recorder = recorder
    let browsers = BrowserFamilies()
    sessions = try SessionHistory(folder: folder, browsers)
    events = EventHistory(folder: folder, browsers)
    let rules = RuleContext(
      period: order.period, asOf: invocation.asOf, lookback: settings.lookback,
      zone: invocation.configuration.zone, values: [:], lists: lists, locate: { files.location(of: $0) },
      users: context.users, columns: columns, isWholeSource: !order.isLimited,
      isReadApart: order.source.eventsAddress != nil, live: live,
      makeDigest: { digests.makeEvidenceDigest() }, makeSorter: { SortedSpool(in: folder) })
    let incidents = IncidentRecorder(
      context, judged: order.period.from..<max(order.period.from, rules.judgedUntil),
      isTrusted: { rules.isTrusted($0) }, folder: folder)
    self.incidents = incidents
    runner = RuleRunner(RuleList.all, settings: settings, context: rules) { definition, values, finding in
      try incidents.record(definition, finding, recorder.record(definition, values, finding))
    }
    runnerBefore = rules.before.map { before in
      RuleRunner(
        RuleList.all.filter { IncidentPart($0.definition) == .state }, settings: settings, context: before,
        concludes: false
      ) { definition, _, finding in
        // Rules take what they are shown for the time before the period's end; here it goes on.
        if before.belongs(finding.last) { try incidents.recordBefore(definition, finding) }
      }
    }
  }

  /// A session as it was judged, one user after the other.
  func observe(_ session: borrowing Session, _ verdict: SessionAnalysis.Verdict) throws {
    try runner.observe(session, verdict)
    try runnerBefore?.observe(session, verdict)
    guard runner.wantsUsers else { return }
    try sessions.append(session, verdict)
  }

  /// An event as it was judged, in order of time.
  func observe(_ event: borrowing SecurityEvent, _ verdict: EventAnalysis.Verdict) throws {
    try runner.observe(event, verdict)
    try runnerBefore?.observe(event, verdict)
    guard let instant = verdict.countableAt(event) else { return }
    try incidents.observe(event, at: instant)
    guard runner.wantsUsers else { return }
    if instant < min(period.to, invocation.asOf) { try events.append(event, at: instant) }
  }

  /// A session of somebody the report does not look at.
  func observeUnreported(_ session: borrowing Session) { runner.observeUnreported(session) }

  /// An event of somebody the report does not look at.
  func observeUnreported(_ event: borrowing SecurityEvent) { runner.observeUnreported(event) }

  /// Hands over the users one after the other, each with the sessions and events that were put aside.
  ///
  /// The result says whether every event came back.
  func observeUsers() throws -> Bool {
    guard runner.wantsUsers else { return true }
    var lent = 0
    var sessions = try self.sessions.reader()
    var user: UserHistory?
    var meter = ProgressMeter(Message(tr: "kurallar", en: "rules"), invocation)
    try events.forEach { key, event in
      meter.step()
      lent += 1
      if user?.key != key {
        try end(&user, &sessions)
        try endUsers(before: key, &sessions)
        user = UserHistory(key: key)
      }
      user?.append(event: event)
    }
    try end(&user, &sessions)
    try endUsers(before: nil, &sessions)
    return lent == events.count
  }

  /// What the rules reported, and how far each was evaluated.
  func finish(sessions: SessionTotals?, events: EventTotals?) throws -> FindingRows {
    let outcomes = try runner.finish()
    _ = try runnerBefore?.finish()
    try files.check()
    let incidents = try self.incidents.finish(
      sessions: self.sessions, isBeforeKnown: runnerBefore != nil, digest: { [digests] in digests.sha256($0) })
    let rows = try recorder.finish(
      outcomes, incidents: incidents, provenance: provenance, sessions: sessions, events: events)
    try digests.check()
    return rows
  }

  /// Hands a user over, with the sessions that were put aside.
  private func end(_ user: inout UserHistory?, _ sessions: inout SessionHistory.Reader) throws {
    guard let history = user.take() else { return }
    try sessions.add(to: history)
    try runner.observe(history)
    try runnerBefore?.observe(history)
  }

  /// Hands over the users that have sessions but no events, up to a key.
  private func endUsers(before key: Identifier?, _ sessions: inout SessionHistory.Reader) throws {
    while let next = try sessions.nextKey(), key.map({ next < $0 }) ?? true {
      var user: UserHistory? = UserHistory(key: next)
      try end(&user, &sessions)
    }
  }
}
