import Archive
import Delivery
import Documents
import Messages
import Model

/// Hands what was issued to its recipients: what this run has made, and what earlier ones owe, oldest first.
///
/// What is owed follows from the ledger, see ``Outbox``.
struct DeliveryJob {
  let run: RunContext
  let settings: DeliverySettings

  /// A job of a run; nil where the configuration names no recipient, or nobody can tell what was issued.
  init?(_ run: RunContext) {
    guard let settings = run.invocation.configuration.delivery, run.record.ledger != nil, run.damage == nil else {
      return nil
    }
    (self.run, self.settings) = (run, settings)
  }

  /// Writes down which documents each recipient gets from here on, and who gets none any more; before anything is
  /// issued, so that nothing falls between.
  static func enrol(in run: RunContext) throws {
    guard let ledger = run.record.ledger, run.damage == nil else { return }
    let recipients = run.invocation.configuration.delivery?.recipients ?? []
    let known = Outbox(try ledger.entries()).selections
    for recipient in recipients where known[recipient.name] != recipient.selection {
      try ledger.append(.init(.deliver, .begun, facts: recipient.facts + recipient.selection.facts))
    }
    for name in known.keys.sorted() where !recipients.contains(where: { $0.name == name }) {
      try ledger.append(.init(.deliver, .abandoned, facts: [.init("recipient", .string(name))]))
    }
  }

  /// Delivers everything that is owed; what is not due yet, or stopped, is told.
  ///
  /// `isUrgent` tries whatever is not stopped at once.
  func catchUp(isUrgent: Bool = false, into result: inout RunResult) async {
    await deliver(isUrgent: isUrgent, { _ in true }, into: &result)
  }

  /// Delivers what the run itself has issued, as far as somebody is to get it.
  func deliverIssued(into result: inout RunResult) async {
    let issued = Set(result.documents.map(\.number))
    await deliver(isUrgent: false, { issued.contains($0.document) }, into: &result)
  }

  private func deliver(
    isUrgent: Bool, _ isMeant: (Outbox.Item) -> Bool, into result: inout RunResult
  ) async {
    do {
      let items = try open().filter(isMeant)
      if run.invocation.isDryRun {
        result.remarks += items.filter { $0.state != .stopped }.map(Self.plan)
        return
      }
      var broken: Set<String> = []
      for recipient in settings.recipients {
        let own = items.filter { $0.recipient == recipient.name }
        if own.isEmpty { continue }
        await deliver(own, to: recipient, isUrgent: isUrgent, &broken, into: &result)
      }
    } catch {
      result.steps.append(RunStep(.handOver, .failed(Failure(error))))
    }
  }

  /// What is owed to recipients that are configured, oldest first.
  func open() throws -> [Outbox.Item] {
    let names = Set(settings.recipients.map(\.name))
    return Outbox(try run.record.ledger?.entries() ?? []).items.filter { $0.isOpen && names.contains($0.recipient) }
  }

  /// What a run would do that may change nothing.
  static func plan(_ item: Outbox.Item) -> Message {
    Message(
      tr: "\(item.document): “\(item.recipient)” alıcısına teslim edilecek",
      en: "\(item.document): would be delivered to “\(item.recipient)”")
  }

  /// Sends one document now, whatever was before, and without waiting for anything.
  func send(_ item: Outbox.Item, to recipient: Recipient) async -> RunStep {
    do {
      try await recipient.check(asOf: run.invocation.asOf)
      let package = try ArchivedPackage(item.document, issuedAs: item.manifestDigest, in: run.record.archive)
      return await DeliveryAttempt(run: run, recipient: recipient, item: item, package: package, isAsked: true)
        .carryOut().step
    } catch {
      return DeliveryAttempt.failed(item, to: recipient, in: run, error).step
    }
  }

  /// One after the other; where the way is broken the others stay owed without a try.
  private func deliver(
    _ items: [Outbox.Item], to recipient: Recipient, isUrgent: Bool, _ broken: inout Set<String>,
    into result: inout RunResult
  ) async {
    do {
      try await recipient.check(asOf: run.invocation.asOf)
    } catch {
      result.steps.append(refuse(recipient, items, error))
      return
    }
    var left = 0
    for item in items {
      if item.state == .stopped {
        let cause = Message(verbatim: item.error ?? "")
        result.steps.append(
          RunStep(.handOver, source: item.source, .failed(Failure(.unavailable, DeliveryAttempt.stopped(item, cause)))))
      } else if !isUrgent, let next = item.nextTry, next > run.invocation.asOf {
        let told = DeliveryAttempt.waiting(item, next, Message(verbatim: item.error ?? ""))
        result.steps.append(RunStep(.handOver, source: item.source, .failed(Failure(.unavailable, told))))
      } else if broken.contains(recipient.channel.way) {
        left += 1
      } else if !hasTime {
        result.steps.append(RunStep(.handOver, .failed(Self.outOfTime(recipient))))
        return
      } else {
        guard let outcome = await attempt(item, to: recipient) else {
          result.remarks.append(Self.awaitsStamp(item))
          continue
        }
        result.steps.append(outcome.step)
        if !outcome.isWaySound { broken.insert(recipient.channel.way) }
      }
    }
    if left > 0 { result.remarks.append(Self.left(left, recipient)) }
  }

  /// Delivers one document; nil where it waits for its time stamp.
  private func attempt(_ item: Outbox.Item, to recipient: Recipient) async -> DeliveryAttempt.Outcome? {
    do {
      let package = try ArchivedPackage(item.document, issuedAs: item.manifestDigest, in: run.record.archive)
      let end = item.issuedAt?.advanced(by: settings.stampPatience) ?? .minusInfinity
      if package.awaitsStamp, end > run.invocation.asOf { return nil }
      run.invocation.inform(
        Message(
          tr: "\(item.document): \(recipient.channel.place) yerine teslim ediliyor",
          en: "\(item.document): being delivered to \(recipient.channel.place)"))
      return await DeliveryAttempt(run: run, recipient: recipient, item: item, package: package).carryOut()
    } catch {
      return DeliveryAttempt.failed(item, to: recipient, in: run, error)
    }
  }

  /// A recipient whose files cannot be used gets nothing, and nothing goes to them in another way.
  private func refuse(_ recipient: Recipient, _ items: [Outbox.Item], _ error: any Error) -> RunStep {
    let failure = Failure(error)
    _ = try? run.record.ledger?.append(
      .init(
        .deliver, .failed,
        facts: recipient.facts + [
          .init("error", .string(failure.message.en)), .init("waiting", .integer(Int64(items.count))),
        ]))
    return RunStep(
      .handOver,
      .failed(
        Failure(
          failure.failureKind,
          Message(
            tr: "“\(recipient.name)” alıcısına hiçbir şey teslim edilmedi (bekleyen: \(items.count)); giderilince "
              + "sonraki çalıştırma teslim eder. \(failure.message.tr)",
            en: "Nothing was delivered to “\(recipient.name)” (waiting: \(items.count)); once this is mended the next "
              + "run delivers. \(failure.message.en)"))))
  }

  /// Whether there is time for another one before the run ends itself.
  private var hasTime: Bool {
    guard let end = run.interruption.end else { return true }
    return end - ContinuousClock.now > .seconds(30)
  }

  private static func awaitsStamp(_ item: Outbox.Item) -> Message {
    Message(
      tr: "\(item.document): “\(item.recipient)” alıcısına gitmeden önce zaman damgası bekleniyor",
      en: "\(item.document): waits for its time stamp before it goes to “\(item.recipient)”")
  }

  private static func left(_ count: Int, _ recipient: Recipient) -> Message {
    Message(
      tr: "“\(recipient.name)” alıcısına teslim edilmeyi bekleyen başka belge sayısı: \(count)",
      en: "further documents that wait to be delivered to “\(recipient.name)”: \(count)")
  }

  private static func outOfTime(_ recipient: Recipient) -> Failure {
    Failure(
      .temporary,
      Message(
        tr:
          "Çalıştırmanın süresi (deadline) yetmediği için “\(recipient.name)” alıcısına kalan belgeler teslim edilmedi; "
          + "sonraki çalıştırma sürdürür.",
        en: "What is left for “\(recipient.name)” was not delivered, since the run's time (deadline) does not suffice; "
          + "the next run goes on."))
  }
}
