import Messages
import Model
import Reports

/// A source's retention as a test of sections sees it: one rule, one relation without, one that could not be read.
enum SampleRetention {
  static let rule = RetentionRule(
    name: "sessions", relation: "sessions", selection: nil, category: "Transaction Security", subjects: "User",
    grounds: [
      .init(
        basis: .legalObligation, law: "Law 5651", minimum: RetentionPeriod(1, .years),
        maximum: RetentionPeriod(2, .years))
    ], countedFrom: .session(.startedAt), method: .delete, how: "", responsible: "IT")

  static var disposal: DisposalRecord {
    let moment = Instant(microseconds: 1_790_000_000_000_000)
    var record = DisposalRecord(
      plan: "IMP-3", rule: rule, table: "public.sessions", cutOff: CivilDate(year: 2025, month: 10, day: 8),
      cutOffMoment: moment, range: (nil, nil), planned: .init("a", at: moment), reason: "cycle",
      approved: .init("b", at: moment), begun: .init("a", at: moment), ended: moment, isSettled: true,
      counts: .init(before: 12, removed: 3, after: 9, undated: 1), evidence: .init())
    record.answers = ["2026/ADL-000001"]
    record.backups = status.backups
    (record.dueSince, record.offsite) = (2, ["a/b (elsewhere)"])
    record.unreadableBackups = [Message(tr: "yok", en: "gone")]
    record.otherHolds = [("events", .init(since: moment, until: nil))]
    return record
  }

  static var status: RetentionStatus {
    var status = RetentionStatus(
      policy: nil, interval: 180, horizon: 90, date: CivilDate(year: 2026, month: 10, day: 8))
    var counts = RetentionStatus.Counts()
    (counts.rows, counts.due, counts.ages) = (12, 3, [4, 2, 3, 2, 1])
    var line = RetentionStatus.Line(rule: rule, relation: "sessions", reading: .counted(counts))
    line.hold = .init(since: Instant(microseconds: 1_790_000_000_000_000), until: nil)
    status.lines = [
      line, RetentionStatus.Line(rule: nil, relation: "events", reading: .counted(counts)),
      RetentionStatus.Line(rule: nil, relation: "users", reading: .unread(Message(tr: "yok", en: "gone"))),
    ]
    status.backups = [
      .init(name: "20261007T231500Z", moment: Instant(microseconds: 1_790_000_000_000_000), expiry: .never)
    ]
    return status
  }
}
