import Archive
import Model
import Reports

/// A report over all sources: nothing is read of any, and what it says comes from the archive when it is composed.
extension IssueJob {
  /// The facts and the look of the reports; no server is asked.
  func readArchive() -> Reading {
    var reading = Reading()
    let catalogue = Catalogue(run.invocation)
    let request = request(catalogue, &reading.steps)
    if request.definitions.isEmpty { return reading }
    do {
      let template = try run.template.load(catalogue)
      let digests = try digests(isCheck: false)
      let (invocation, language) = (run.invocation, run.invocation.language)
      let observations = SourceReading.Observations(
        rowContext: RowContext(
          zone: invocation.configuration.zone, words: template.words(language), language: language,
          mask: digests.mask, users: [:], hasNamesAsKeys: false))
      let facts = ReportFacts(
        invocation: invocation, request: request, system: nil, snapshot: nil, observations: observations,
        digests: digests, seal: Seal(run: run).facts, clockSource: run.clockSource)
      reading.issue = (facts, template)
    } catch {
      let failure = Failure(error)
      reading.steps += request.definitions.map { step($0.code, .failed(failure)) }
    }
    return reading
  }
}
