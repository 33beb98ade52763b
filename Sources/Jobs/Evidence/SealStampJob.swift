import Messages

/// Takes the time stamps that are owed, by hand: `tutanak seal stamp`.
package struct SealStampJob: Sendable {
  private let invocation: Invocation

  /// A job for every document that has none yet.
  package init(_ invocation: Invocation) { self.invocation = invocation }

  /// Takes them, oldest first.
  package func carryOut() async throws -> RunResult {
    guard let settings = invocation.configuration.seal.timeStamp else {
      throw Failure(
        .misconfigured,
        Message(
          tr: "\(invocation.configuration.file): zaman damgası hizmeti tanımlı değil; "
            + "“seal: { time_stamp: { url: …, anchor: … } }” ekleyin.",
          en: "\(invocation.configuration.file): there is no time-stamping authority; add "
            + "“seal: { time_stamp: { url: …, anchor: … } }”."))
    }
    return try await LockedRun(invocation, as: "seal stamp").carryOut { run in
      if let damage = run.damage { throw damage }
      var result = RunResult()
      await StampJob(run)?.catchUp(into: &result)
      if result.steps.isEmpty, result.remarks.isEmpty {
        result.remarks.append(
          Message(
            tr: "Zaman damgası bekleyen belge yok (\(settings.url)).",
            en: "No document waits for a time stamp (\(settings.url))."))
      }
      result.remarks += result.stamped.map { Message(verbatim: "\($0.number)  \($0.time)  \($0.authority)") }
      return result
    }
  }
}
