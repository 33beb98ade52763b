import Archive
import Delivery
import Documents
import Messages

/// Delivers by hand: what is owed, one document again, or a package handed out.
package struct DeliverJob: Sendable {
  private let invocation: Invocation

  /// A job of an invocation.
  package init(_ invocation: Invocation) { self.invocation = invocation }

  /// Delivers everything that is owed and not stopped, whenever its next try is: `tutanak deliver now`.
  package func catchUp() async throws -> RunResult {
    let settings = try settings()
    return try await LockedRun(invocation, as: "deliver now").carryOut { run in
      if let damage = run.damage { throw damage }
      var result = RunResult()
      await DeliveryJob(run)?.catchUp(isUrgent: true, into: &result)
      if result.steps.isEmpty, result.remarks.isEmpty {
        let names = settings.recipients.map(\.name).joined(separator: ", ")
        result.remarks.append(
          Message(
            tr: "Teslim edilmeyi bekleyen belge yok (\(names)).", en: "No document waits to be delivered (\(names))."))
      }
      return result
    }
  }

  /// Sends a document to a recipient, or to all that it was on its way to, whatever came of it before.
  package func resend(_ number: String, to name: String?) async throws -> RunResult {
    let settings = try settings()
    let chosen = try name.map { try settings.recipient($0) }
    return try await LockedRun(invocation, as: "deliver resend").carryOut { run in
      if let damage = run.damage { throw damage }
      let entries = try run.record.ledger?.entries() ?? []
      let document = DocumentNumber(number)?.text ?? number
      guard let issue = Outbox.issue(of: document, in: entries) else { throw ArchivedPackage.unknown(number) }
      let outbox = Outbox(entries)
      let recipients = chosen.map { [$0] } ?? settings.recipients.filter { outbox.item(document, to: $0.name) != nil }
      guard !recipients.isEmpty else {
        throw Failure(
          .wrongUsage,
          Message(
            tr: "\(document) kimseye gitmiyordu; --to ile alıcı seçin.",
            en: "\(document) was on its way to nobody; choose a recipient with --to."))
      }
      var result = RunResult()
      for recipient in recipients {
        let item = outbox.item(document, to: recipient.name) ?? Outbox.Item(issue, to: recipient.name)
        if invocation.isDryRun {
          result.remarks.append(DeliveryJob.plan(item))
        } else {
          result.steps.append(await DeliveryJob(run)?.send(item, to: recipient) ?? RunStep(.handOver, .nothingDue))
        }
      }
      return result
    }
  }

  /// Copies a package to a folder, whoever takes it from there; the ledger has who, when and why.
  package func handOut(_ number: String, to folder: String, reason: String?) async throws -> RunResult {
    let reason = try StatedText.checked(
      reason, option: "--reason",
      missing: Message(
        tr: "Belgenin kime ve niçin verildiğini --reason ile yazın; deftere geçer.",
        en: "Say with --reason to whom and why it is handed out; the ledger keeps that."))
    return try await LockedRun(invocation, as: "deliver hand-out").carryOut { run in
      if let damage = run.damage { throw damage }
      let entries = try run.record.ledger?.entries() ?? []
      let document = DocumentNumber(number)?.text ?? number
      guard let issue = Outbox.issue(of: document, in: entries) else { throw ArchivedPackage.unknown(number) }
      let package = try ArchivedPackage(
        document, issuedAs: issue.fact("manifest_sha256")?.stringValue, in: run.record.archive)
      let location = Location.folder(folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder)
      try refuse(folder, within: run.record.archive.path)
      let shipment = Shipment(
        folder: package.folder, shelf: "", name: package.number.folderName, files: package.files)
      var result = RunResult()
      if invocation.isDryRun {
        result.remarks.append(
          Message(
            tr: "\(document): \(shipment.bytes) bayt \(folder) klasörüne kopyalanacak",
            en: "\(document): \(shipment.bytes) bytes would be copied to \(folder)"))
        return result
      }
      // Before anything lies outside the archive: a kill in between must not leave personal data that nobody wrote down.
      try run.record.ledger?.append(
        .init(
          .deliver, .begun, source: issue.source, document: document, reason: reason,
          facts: [
            .init("recipient", .null), .init("channel", .string("folder")), .init("place", .string(location.text)),
          ]))
      _ = try await OwnThread.run { () -> Result<Receipt, DeliveryError> in
        do throws(DeliveryError) { return .success(try location.put(shipment)) } catch { return .failure(error) }
      }.get()
      try run.record.ledger?.append(
        .init(
          .deliver, .done, source: issue.source, document: document, reason: reason,
          facts: [
            .init("recipient", .null), .init("channel", .string("folder")), .init("place", .string(location.text)),
            .init("files", .integer(Int64(shipment.files.count))), .init("bytes", .integer(Int64(shipment.bytes))),
            .init("manifest_sha256", .string(package.manifest.digest)),
          ]))
      result.steps.append(
        RunStep(
          .handOver, source: issue.source,
          .handedOver(
            HandedOverDocument(
              number: document, recipient: nil, place: "\(location.text)/\(package.number.folderName)",
              files: shipment.files.count, bytes: shipment.bytes))))
      return result
    }
  }

  /// What is handed out lies outside the archive, where it would be a package that nobody issued.
  private func refuse(_ folder: String, within archive: String) throws(Failure) {
    let paths = [folder, archive].map { (Home.absolute($0) ?? $0) + "/" }
    guard !paths[0].utf8.starts(with: paths[1].utf8) else {
      throw Failure(
        .wrongUsage,
        Message(
          tr: "--to \(folder): klasör arşivin içinde; arşivin dışında bir klasör verin.",
          en: "--to \(folder): the folder is within the archive; name one outside it."))
    }
  }

  private func settings() throws(Failure) -> DeliverySettings {
    if let settings = invocation.configuration.delivery { return settings }
    throw Failure(
      .misconfigured,
      Message(
        tr: "\(invocation.configuration.file): alıcı tanımlı değil; “delivery: { recipients: … }” ekleyin.",
        en: "\(invocation.configuration.file): there is no recipient; add “delivery: { recipients: … }”."))
  }
}
