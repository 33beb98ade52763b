import Archive
import Documents
import Messages
import Model

/// Lists what is on its way to recipients: `tutanak deliver list`.
package struct DeliverListJob: Sendable {
  private let invocation: Invocation
  private let listsAll: Bool

  /// A job of an invocation that changes nothing; `listsAll` lists what was delivered as well.
  package init(_ invocation: Invocation, listsAll: Bool) { (self.invocation, self.listsAll) = (invocation, listsAll) }

  /// Reads the ledger.
  package func carryOut() async throws -> RunResult {
    try await LockedRun(invocation, as: "deliver list").carryOut { run in
      if let damage = run.damage { throw damage }
      let names = Set(invocation.configuration.delivery?.recipients.map(\.name) ?? [])
      let all = Outbox(try run.record.ledger?.entries() ?? []).items
      let items = listsAll ? all : all.filter { $0.isOpen && names.contains($0.recipient) }
      var result = RunResult()
      if items.isEmpty {
        result.remarks.append(
          names.isEmpty
            ? Message(
              tr: "\(invocation.configuration.file): alıcı tanımlı değil; “delivery: { recipients: … }” ekleyin.",
              en: "\(invocation.configuration.file): there is no recipient; add “delivery: { recipients: … }”.")
            : Message(tr: "Teslim edilmeyi bekleyen belge yok.", en: "No document waits to be delivered."))
      }
      result.listing = Listing(
        page: table(items).text, members: [.init("outbox", .array(items.map(json)))])
      return result
    }
  }

  private func table(_ items: [Outbox.Item]) -> TextTable {
    var table = TextTable([
      Message(tr: "BELGE", en: "DOCUMENT"), Message(tr: "ALICI", en: "RECIPIENT"), Message(tr: "DURUM", en: "STATE"),
      Message(tr: "BU DURUMUN ANI", en: "SINCE"), Message(tr: "DENEME", en: "TRIES"),
      Message(tr: "SONRAKİ", en: "NEXT TRY"), Message(tr: "NEDEN", en: "CAUSE"),
    ])
    for item in items {
      table.add([
        Message(verbatim: item.document), Message(verbatim: item.recipient), item.state.words,
        Message(verbatim: item.since?.iso8601 ?? "-"), Message(verbatim: String(item.tries)),
        Message(verbatim: item.nextTry?.iso8601 ?? "-"), Message(verbatim: item.error ?? "-"),
      ])
    }
    return table
  }

  private func json(_ item: Outbox.Item) -> JSONValue {
    func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    return .object([
      .init("document", .string(item.document)), .init("recipient", .string(item.recipient)),
      .init("source", text(item.source)), .init("state", .string(item.state.rawValue)),
      .init("issued", text(item.issuedAt?.iso8601)), .init("since", text(item.since?.iso8601)),
      .init("tries", .integer(Int64(item.tries))), .init("next_try", text(item.nextTry?.iso8601)),
      .init("deliveries", .integer(Int64(item.deliveries))), .init("error", text(item.error)),
      .init("reached", .array(item.reached.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { .string($0) })),
    ])
  }
}

extension Outbox.State {
  /// The word for a person.
  var words: Message {
    switch self {
    case .queued: Message(tr: "sırada", en: "queued")
    case .failed: Message(tr: "başarısız", en: "failed")
    case .stopped: Message(tr: "durduruldu", en: "stopped")
    case .delivered: Message(tr: "teslim edildi", en: "delivered")
    case .skipped: Message(tr: "boş dönem, gönderilmedi", en: "empty period, not sent")
    }
  }
}
