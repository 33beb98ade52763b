import Archive
import Messages
import Reports

/// A document with clear values and its twin: the same rows of the same snapshot under pseudonyms, for whoever may not see the
/// values. Each names the other, with the digest of the other's rows.
extension IssueJob {
  /// The job of the twins of this one's documents: at M2, and without the reason, in which there may be names.
  var twin: IssueJob {
    var reports = reports
    (reports.mask, reports.hasTwin, reports.approval) = (.M2, false, nil)
    (reports.annex, reports.leavesOutAnnex) = (nil, reports.annex != nil || reports.leavesOutAnnex)
    if case .person(let user, _) = reports.requester { reports.requester = .person(user: user, reason: nil) }
    return IssueJob(run: run, source: source, reports: reports)
  }

  /// Issues each document and then its twin; a document without a twin is not issued.
  func issue(_ reading: Reading, beside twinReading: Reading, _ twin: IssueJob, into result: inout RunResult) async {
    result.steps += reading.steps + twinReading.steps
    guard let (facts, template) = reading.issue, let (twinFacts, twinTemplate) = twinReading.issue else { return }
    let full = DraftComposer(run: run, facts: facts, template: template)
    let masked = DraftComposer(run: run, facts: twinFacts, template: twinTemplate)
    for definition in facts.request.definitions {
      do {
        let (first, second) = try linked(definition, full, masked)
        for (draft, facts) in [(first, facts), (second, twinFacts)] {
          let outcomes = await DocumentPublisher(run: run).publish([draft])
          conclude([draft], outcomes, facts, into: &result)
          // A twin of nothing would be a claim that is not true.
          if case .failure = outcomes.first { break }
        }
      } catch {
        result.steps.append(step(definition.code, .failed(Failure(error))))
      }
    }
  }

  /// Both drafts, each of which knows the number of the other and the digest of the other's rows.
  private func linked(
    _ definition: ReportDefinition, _ full: DraftComposer, _ masked: DraftComposer
  ) throws -> (Draft, Draft) {
    let number = run.record.nextNumber(code: definition.code, year: run.invocation.issueYear)
    let next = DocumentNumber(year: number.year, code: number.code, sequence: number.sequence + 1)
    func draft(_ composer: DraftComposer, _ number: DocumentNumber, _ twin: IssueFacts.Twin?) throws -> Draft {
      guard let draft = try composer.draft(definition, number: number, twin: twin) else { throw Self.noTwin }
      return draft
    }
    func digest(_ draft: Draft) throws -> String {
      guard let digest = try Drawing.dataDigest(of: draft.document) else { throw Self.noTwin }
      return digest
    }
    let digests = (
      try digest(try draft(full, number, nil)), try digest(try draft(masked, next, nil))
    )
    return (
      try draft(full, number, .init(number: next.text, dataDigest: digests.1, isMasked: true)),
      try draft(masked, next, .init(number: number.text, dataDigest: digests.0, isMasked: false))
    )
  }

  /// Why there is no twin.
  private static let noTwin = Failure(
    .wrongUsage,
    Message(
      tr: "--twin: bu belgenin satırı listeleyen bir tablosu yok; eşi olmaz.",
      en: "--twin: this document has no table of rows, so there is no twin of it."))
}
