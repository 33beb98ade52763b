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
