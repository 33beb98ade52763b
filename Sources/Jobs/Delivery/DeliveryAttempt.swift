import Archive
import Delivery
import Documents
import Messages
import Model

/// One document to one recipient: what goes, the attempt, and what the ledger says of it.
struct DeliveryAttempt {
  let run: RunContext
  let recipient: Recipient
  let item: Outbox.Item
  let package: ArchivedPackage
  /// Whether a person asked for this document now, so that it goes even where the recipient wants nothing like it.
  var isAsked = false

  /// What came of it: the step, and whether others may be tried over the same way.
  struct Outcome {
    var step: RunStep
    var isWaySound = true
  }

  /// Tries again after five minutes, then ten, and at most twice a day: a nightly run always tries.
  private static let (firstPause, longestPause): (Int64, Int64) = (300_000_000, 43_200_000_000)

  /// Hands it over, and writes down what came of it.
  func carryOut() async -> Outcome {
    do {
      let statements = try PackageStatements(package, rows: item.rows)
      if !isAsked, recipient.emptyPeriod == .skip, statements.isEmpty {
        try note(.notRun, [.init("empty", .string(recipient.emptyPeriod.rawValue))])
        return Outcome(step: RunStep(.handOver, source: item.source, .nothingDue))
      }
      let making = ParcelMaking(
        run: run, recipient: recipient, item: item, package: package, statements: statements, isAsked: isAsked)
      let (channel, parcel) = (recipient.channel, try await making.parcel())
      if let messageID = parcel.letter.flatMap({ channel.messageID(of: $0) }) { try begin(messageID) }
      // Waiting for a server keeps a thread busy.
      let receipt = try await OwnThread.run { () -> Result<Receipt, any Error> in
        Result { try channel.deliver(parcel) }
      }.get()
      try note(.done, facts(of: parcel) + [.init("sent_bytes", .integer(Int64(receipt.sentBytes)))])
      making.removeContainer()
      return Outcome(
        step: RunStep(
          .handOver, source: item.source,
          .handedOver(
            HandedOverDocument(
              number: item.document, recipient: recipient.name, place: recipient.channel.place,
              files: parcel.shipment.files.count, bytes: parcel.shipment.bytes))))
    } catch {
      return failed(error)
    }
  }

  /// Writes down that a message is about to be sent: a run that is killed in the middle cannot say whether it was.
  private func begin(_ messageID: String) throws {
    if item.hasBegun {
      run.invocation.warn(
        Message(
          tr: "\(item.document): önceki bir çalıştırma bu iletiyi gönderirken kesilmişti, sunucu almış olabilir; aynı "
            + "Message-ID ile yeniden gönderiliyor.",
          en:
            "\(item.document): an earlier run ended while it sent this message, and the server may have taken it; it is "
            + "sent again under the same Message-ID."))
    }
    try note(.begun, [.init("message_id", .string(messageID))])
  }

  private func failed(_ error: any Error) -> Outcome { Self.failed(item, to: recipient, in: run, error) }

  /// Writes down that a try failed, and when the next one is due.
  static func failed(
    _ item: Outbox.Item, to recipient: Recipient, in run: RunContext, _ error: any Error
  ) -> Outcome {
    let failure = Failure(error)
    let fault = error as? any DeliveryFault
    let verdict = fault?.verdict ?? .tryLater
    var facts: [JSONValue.Member] = [
      .init("error", .string(failure.message.en)), .init("tries", .integer(Int64(item.tries + 1))),
    ]
    if let reached = fault?.reached, !reached.isEmpty {
      facts.append(.init("reached", .array(reached.map { .string($0) })))
    }
    let next = run.invocation.asOf.advanced(by: pause(after: item.tries + 1))
    if verdict == .stop {
      facts.append(.init("stopped", .bool(true)))
    } else {
      facts.append(.init("next_try", .string(next.iso8601)))
    }
    // Where not even this can be written down, the step says it all the same.
    _ = try? run.record.ledger?.append(
      .init(.deliver, .failed, source: item.source, document: item.document, facts: recipient.facts + facts))
    let told =
      item.state == .delivered
      ? notAgain(item, failure.message)
      : verdict == .stop ? stopped(item, failure.message) : waiting(item, next, failure.message)
    return Outcome(
      step: RunStep(.handOver, source: item.source, .failed(Failure(failure.failureKind, told))),
      isWaySound: verdict != .wayIsBroken)
  }

  private static func pause(after tries: Int) -> Int64 {
    tries > 10 ? longestPause : min(longestPause, firstPause << Int64(tries - 1))
  }

  private func facts(of parcel: Parcel) -> [JSONValue.Member] {
    [
      .init("files", .integer(Int64(parcel.shipment.files.count))),
      .init("bytes", .integer(Int64(parcel.shipment.bytes))),
      .init("manifest_sha256", .string(package.manifest.digest)),
      .init("encryption", .string(recipient.encryption.name)), .init("stamped", .bool(package.isStamped)),
    ]
  }

  private func note(_ outcome: LedgerEntry.Outcome, _ facts: [JSONValue.Member]) throws {
    try run.record.ledger?.append(
      .init(
        .deliver, outcome, source: item.source, document: item.document,
        facts: recipient.facts + facts))
  }

  /// What is said of a document that is there, and could not be sent once more.
  static func notAgain(_ item: Outbox.Item, _ cause: Message) -> Message {
    Message(
      tr: "\(item.document), “\(item.recipient)” alıcısına yeniden teslim edilemedi; daha önceki teslim geçerlidir. "
        + cause.tr,
      en: "\(item.document) was not delivered to “\(item.recipient)” once more; it is there from before. \(cause.en)")
  }

  /// What is said of a document that is tried again.
  static func waiting(_ item: Outbox.Item, _ next: Instant, _ cause: Message) -> Message {
    Message(
      tr: "\(item.document), “\(item.recipient)” alıcısına teslim edilemedi; belge arşivde duruyor, sonraki deneme "
        + "\(next.iso8601) anından sonraki ilk çalıştırmada. \(cause.tr)",
      en: "\(item.document) was not delivered to “\(item.recipient)”; the archive has it, and the first run after "
        + "\(next.iso8601) tries again. \(cause.en)")
  }

  /// What is said of a document that nobody tries any more.
  static func stopped(_ item: Outbox.Item, _ cause: Message) -> Message {
    Message(
      tr: "\(item.document), “\(item.recipient)” alıcısına teslim edilmedi ve yeniden denenmeyecek; nedeni giderip "
        + "“tutanak deliver resend \(item.document) --to \(item.recipient)” çalıştırın. \(cause.tr)",
      en: "\(item.document) was not delivered to “\(item.recipient)” and is not tried again; remove the cause and run "
        + "“tutanak deliver resend \(item.document) --to \(item.recipient)”. \(cause.en)")
  }
}

extension Recipient {
  /// Who and where, as the ledger has it.
  var facts: [JSONValue.Member] {
    [
      .init("recipient", .string(name)), .init("channel", .string(type(of: channel).name)),
      .init("place", .string(channel.place)),
    ]
  }
}
