import Archive
import Documents
import Evidence
import Files
import Messages
import Model

/// Takes the time stamps that documents owe: those of this run, and those that earlier ones could not get, oldest first.
///
/// What is owed follows from the manifests, the folders and the ledger.
struct StampJob {
  let run: RunContext
  let settings: TimeStampSettings

  /// A job of a run; nil where the configuration names no authority, or nobody can tell what was issued.
  init?(_ run: RunContext) {
    guard let settings = run.invocation.configuration.seal.timeStamp, run.damage == nil else { return nil }
    (self.run, self.settings) = (run, settings)
  }

  /// Stamps what is owed; a failure is a step of its own and takes nothing of the documents away.
  func catchUp(into result: inout RunResult) async {
    do {
      let standing = try run.record.timeStamps(issued: result.documents.map(\.folder))
      if run.invocation.isDryRun {
        result.remarks += plan(standing.owed)
        return
      }
      for document in standing.unwritten { result.steps.append(writeDown(document)) }
      await stamp(standing.owed, into: &result)
    } catch {
      result.steps.append(RunStep(.stamp, .failed(Failure(error))))
    }
  }

  private func plan(_ documents: [TimeStampStanding.Document]) -> [Message] {
    documents.map {
      Message(
        tr: "\($0.number.text): \(settings.url) adresinden zaman damgası istenecek",
        en: "\($0.number.text): a time stamp would be asked for at \(settings.url)")
    }
  }

  /// Stamps one after the other; where the authority itself fails the others are not tried, and stay owed.
  private func stamp(_ documents: [TimeStampStanding.Document], into result: inout RunResult) async {
    for (index, document) in documents.enumerated() {
      guard hasTime else {
        result.steps.append(RunStep(.stamp, .failed(Self.outOfTime(documents.count - index))))
        return
      }
      run.invocation.inform(
        Message(
          tr: "\(document.number.text): \(settings.url) adresinden zaman damgası isteniyor",
          en: "\(document.number.text): asking for a time stamp at \(settings.url)"))
      do {
        result.steps.append(try await stamp(document))
      } catch let error as Unstampable {
        result.steps.append(step(document, .failed(error.failure)))
      } catch {
        let failure = Failure(error)
        let left = documents.count - index - 1
        // Whoever looks for what is missing finds the cause in the ledger, once a run.
        _ = try? run.record.ledger?.append(
          .init(
            .stamp, .failed, source: document.source, document: document.number.text,
            facts: [
              .init("url", .string(settings.url)), .init("error", .string(failure.message.en)),
              .init("waiting", .integer(Int64(left + 1))),
            ]))
        result.steps.append(step(document, .failed(Self.told(failure, document))))
        if left > 0 { result.remarks.append(Self.left(left)) }
        return
      }
    }
  }

  /// Whether an answer may take as long as it may before the run ends itself.
  private var hasTime: Bool {
    guard let end = run.interruption.end else { return true }
    return end - ContinuousClock.now > .microseconds(settings.timeout)
  }

  private func stamp(_ document: TimeStampStanding.Document) async throws -> RunStep {
    let anchor = try checkedAnchor(of: document)
    let stamping = TimeStamping(settings: settings)
    let digest = document.manifestDigest
    // Waiting for an answer keeps a thread busy.
    let stamp = try await OwnThread.run { Result { try stamping.stamp(digest, anchor) }.mapError { Failure($0) } }.get()
    try run.record.archive.requireInPlace()
    try run.interruption.uninterrupted {
      if settings.kamuSM != nil { try place(stamp.token.token, ManifestSeal.kamuSMName, in: document.folder) }
      try place(stamp.token.response, ManifestSeal.timeStampName, in: document.folder)
      try Folder.synchroniseEntries(document.folder)
      try note(document, stamp.token, stamp.signer)
    }
    return step(document, .stamped(StampedDocument(document, stamp.token, stamp.signer)))
  }

  /// A stamp that lies there already is verified, and then written down as if it had been taken now.
  private func writeDown(_ document: TimeStampStanding.Document) -> RunStep {
    do {
      let anchor = try checkedAnchor(of: document)
      let token = try TimeStampToken(
        response: try InputFile.bytes(document.folder + "/" + ManifestSeal.timeStampName))
      let signer = try token.verify(over: document.manifestDigest, by: anchor)
      try run.interruption.uninterrupted { try note(document, token, signer) }
      return step(document, .stamped(StampedDocument(document, token, signer)))
    } catch {
      let failure = (error as? Unstampable)?.failure ?? Failure(error)
      return step(document, .failed(failure.told(of: document.folder + "/" + ManifestSeal.timeStampName)))
    }
  }

  /// The certificates of the package itself, which its manifest names; and that the manifest is the one that was issued.
  private func checkedAnchor(of document: TimeStampStanding.Document) throws -> TrustAnchor {
    let path = document.folder + "/" + ManifestSeal.anchorName
    if let issued = document.issuedDigest, issued != document.manifestDigest {
      throw Unstampable(document.folder + "/" + Manifest.fileName)
    }
    guard let bytes = try? InputFile.bytes(path), let anchor = try? TrustAnchor(pem: bytes),
      anchor.digest == document.anchorDigest
    else { throw Unstampable(path) }
    return anchor
  }

  /// Gives a file its place by one rename; until then it lies among the program's own, where nobody takes it for one.
  private func place(_ bytes: [UInt8], _ name: String, in folder: String) throws {
    let waiting = run.record.archive.stateFolder + "/" + name
    var file = try OutputFile(at: waiting)
    try file.append(bytes)
    try file.commit()
    try Folder.rename(waiting, to: folder + "/" + name)
  }

  private func note(_ document: TimeStampStanding.Document, _ token: TimeStampToken, _ signer: String) throws {
    try run.record.ledger?.appendNow(
      .init(
        .stamp, .done, source: document.source, document: document.number.text,
        facts: [
          .init("manifest_sha256", .string(document.manifestDigest)), .init("time", .string(token.time.iso8601)),
          .init("serial", .string(token.serial)), .init("authority", .string(signer)),
          .init("policy", .string(token.policy)), .init("token_sha256", .string(try Digest.ofBytes(token.response))),
          .init("anchor_sha256", .string(document.anchorDigest)), .init("url", .string(settings.url)),
        ]))
  }

  private func step(_ document: TimeStampStanding.Document, _ outcome: RunStep.Outcome) -> RunStep {
    RunStep(.stamp, source: document.source, outcome)
  }

  private static func told(_ failure: Failure, _ document: TimeStampStanding.Document) -> Failure {
    Failure(
      failure.failureKind,
      Message(
        tr: "\(document.number.text) için zaman damgası alınamadı; belge yayımlandı, sonraki çalıştırma yeniden dener. "
          + failure.message.tr,
        en: "No time stamp was obtained for \(document.number.text); the document is issued, and the next run tries "
          + "again. \(failure.message.en)"))
  }

  private static func outOfTime(_ count: Int) -> Failure {
    Failure(
      .temporary,
      Message(
        tr:
          "Çalıştırmanın süresi (deadline) yetmediği için \(count) belgeye zaman damgası istenmedi; sonraki çalıştırma "
          + "sürdürür.",
        en:
          "Time stamps for \(count) documents were not asked for, since the run's time (deadline) does not suffice; the "
          + "next run goes on."))
  }

  private static func left(_ count: Int) -> Message {
    Message(
      tr: "zaman damgası bekleyen başka belge sayısı: \(count)",
      en: "further documents that wait for their time stamps: \(count)")
  }
}

/// A document that no authority can stamp as it lies there.
private struct Unstampable: Error {
  let failure: Failure

  init(_ path: String) {
    failure = Failure(
      .tampered,
      Message(
        tr: "\(path) düzenlendiği gibi değil, bu yüzden zaman damgası istenmedi; klasörü sağlam bir kopyasından geri "
          + "yükleyin.",
        en: "\(path) is not as it was issued, so no time stamp was asked for; restore the folder from a sound copy."))
  }
}
