import Documents
import Intake
package import Messages
import Model
import Records
import Reports

/// What an answer would hold, counted before anything is issued: for a person at a terminal.
package struct QuestionPreview: Sendable {
  /// The counts, a line an item of the question.
  package let page: Message
}

extension RunJob {
  /// Counts what a question would return; nothing is issued and nothing written into the ledger.
  package func preview(_ inquiry: Inquiry) async throws -> QuestionPreview {
    let (work, question) = try await order(inquiry)
    var page = Message(verbatim: "")
    _ = try await LockedRun(invocation, as: "audit preview").carryOut { run in
      if let damage = run.damage { throw damage }
      guard let reports = work.newest else { return RunResult() }
      let connection = try SourceConnection.open(work.source.address)
      let reading = IssueJob(run: run, source: work.source, reports: reports).read(on: connection)
      try connection.end()
      if let failure = reading.failure { throw failure }
      if let answers = reading.answers { page = self.page(question, reports, answers) }
      return RunResult()
    }
    return QuestionPreview(page: page)
  }

  private func page(_ question: Question, _ reports: PeriodReports, _ rows: AnswerRows) -> Message {
    let zone = invocation.configuration.zone
    func moment(_ instant: Instant?) -> Message { Message(verbatim: instant.map { MomentText.local($0, zone) } ?? "–") }
    func count(_ found: Answer.Found?) -> Message { Message(verbatim: found.map { String($0.count) } ?? "–") }
    var table = TextTable([
      Message(tr: "SEÇİM", en: "SELECTION"), Message(tr: "OTURUM", en: "SESSIONS"), Message(tr: "OLAY", en: "EVENTS"),
      Message(tr: "ADRESSİZ", en: "NO ADDRESS"), Message(tr: "İLK", en: "FIRST"), Message(tr: "SON", en: "LAST"),
    ])
    for (item, answer) in zip(question.items, rows.answers) {
      let chosen = item.users + item.networks.map(\.description) + (item.port.map { [String($0)] } ?? [])
      let all = Message(tr: "herkes", en: "everybody")
      table.add([
        chosen.isEmpty ? all : Message(verbatim: chosen.joined(separator: " ")), count(answer.sessions),
        count(answer.events), Message(verbatim: String(answer.withoutAddress)), moment(answer.first),
        moment(answer.last),
      ])
    }
    let (from, to) = (MomentText.local(reports.period.from, zone), MomentText.local(reports.period.to, zone))
    let users = rows.users.count
    let head = Message(
      tr: "\(question.matter.kind.code), \(from) – \(to), \(reports.mask.rawValue), kullanıcı: \(users)",
      en: "\(question.matter.kind.code), \(from) – \(to), \(reports.mask.rawValue), users: \(users)")
    return Message.joined([head, table.text], by: "\n")
  }
}
