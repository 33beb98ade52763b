import Messages
package import Model
package import Reports

extension Inquiry {
  /// The dossier of a breach: what a file says of it, and the moment of awareness, `open` while nobody has set one.
  package init(
    incident file: String, awareAt: String, period: PeriodExpression, items: [Question.Item], reason: String?
  ) throws {
    let turkey = try Zones.load(nil, default: "Europe/Istanbul")
    var awareness: Instant?
    if awareAt != "open" {
      do throws(PeriodError) { awareness = try Instant(awareAt, in: turkey) } catch {
        throw Failure(
          .wrongUsage,
          Message(
            tr:
              "--aware-at “\(awareAt)” bir an değil: 2026-10-08T09:30+03:00 gibi yazın; henüz belirlenmediyse “open”.",
            en:
              "--aware-at “\(awareAt)” is no moment: write it like 2026-10-08T09:30+03:00, or “open” while it is not set."
          ))
      }
    }
    self.init(
      .incident(try BreachNoticeFile(file: file).notice(awareness: awareness)), period: period, items: items,
      reason: reason)
  }
}

extension BreachNotice {
  /// Refuses what cannot have happened yet: a deadline that runs from it would be too long.
  private func refuse(_ moment: Instant?, _ name: Message, asOf: Instant) throws(Failure) {
    guard let moment, moment > asOf else { return }
    throw Failure(
      .wrongUsage,
      Message(
        tr: "\(name.tr) (\(moment.iso8601)) gelecekte olamaz.",
        en: "\(name.en) (\(moment.iso8601)) must not lie in the future."))
  }

  /// Refuses an alarm or a moment of awareness that lies after the document's own moment.
  func check(asOf: Instant) throws(Failure) {
    try refuse(awareness, Message(tr: "--aware-at", en: "--aware-at"), asOf: asOf)
    try refuse(alarm, Message(tr: "Olay dosyasındaki alarm", en: "The alarm in the incident file"), asOf: asOf)
  }
}

extension RunJob {
  /// The follow-up of an answer that was issued before: another edition, which says what it follows.
  func followUp(_ reports: PeriodReports, of number: String, _ source: SourceSettings, _ code: String) async throws
    -> RunResult
  {
    let reason = if case .person(_, let reason) = reports.requester { reason } else { String?.none }
    let reissue = Reissue(
      number: number, code: code, source: source.name, period: nil, users: [], mask: nil, reason: reason)
    return try await LockedRun(invocation, as: "report \(code)").carryOut { run in
      if let damage = run.damage { throw damage }
      var reports = reports
      reports.replaces = try reissue.predecessor(run)
      var result = RunResult()
      var afterBackup: [DocumentsAfterBackup] = []
      let ordered = SourceWork(source: source, newest: reports)
      let work = DatabaseWork(try ApprovalGate(run: run, source: source).passed(ordered))
      await carryOut(work, run, into: &result, &afterBackup)
      await DocumentsAfterBackup.issue(afterBackup, into: &result)
      await DocumentsAfterBackup.conclude(afterBackup, in: run, into: &result)
      return result
    }
  }
}
