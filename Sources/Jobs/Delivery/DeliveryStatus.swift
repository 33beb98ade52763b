import Delivery
import Documents
import Messages
import Model

/// What recipients have not got yet: the section `undelivered` of `tutanak status`.
struct DeliveryStatus {
  /// Who gets documents.
  let recipients: [Recipient]
  private let items: [Outbox.Item]
  private let asOf: Instant

  /// Reads the ledger.
  init(in run: RunContext) throws {
    recipients = run.invocation.configuration.delivery?.recipients ?? []
    items = try DeliveryJob(run)?.open() ?? []
    asOf = run.invocation.asOf
  }

  /// The section.
  var section: StatusSection {
    StatusSection(
      name: "undelivered", page: page, json: json, complaints: complaints,
      steps: recipients.isEmpty ? [] : [RunStep(.handOver, complaints.isEmpty ? .inOrder : .lacking)])
  }

  /// What a recipient has not got yet.
  func own(_ recipient: Recipient) -> [Outbox.Item] { items.filter { $0.recipient == recipient.name } }

  /// What failed or was stopped, or waits for a recipient whose own files cannot be used; what was not tried yet is no
  /// complaint, since the next run tries it.
  private var troubled: [Outbox.Item] { items.filter { $0.state != .queued || $0.error != nil } }

  private var page: Message {
    guard !recipients.isEmpty else {
      return Message(
        tr: "Belgeler kimseye teslim edilmiyor (delivery yok).",
        en: "Documents are delivered to nobody (there is no delivery).")
    }
    var table = TextTable([
      Message(tr: "ALICI", en: "RECIPIENT"), Message(tr: "YER", en: "PLACE"), Message(tr: "BEKLEYEN", en: "WAITING"),
      Message(tr: "BAŞARISIZ", en: "FAILED"), Message(tr: "DURDURULAN", en: "STOPPED"),
      Message(tr: "EN ESKİSİ", en: "OLDEST"),
    ])
    for recipient in recipients {
      let own = own(recipient)
      func count(_ state: Outbox.State) -> Message { Message(verbatim: String(own.count { $0.state == state })) }
      table.add([
        Message(verbatim: recipient.name), Message(verbatim: recipient.channel.place), count(.queued), count(.failed),
        count(.stopped), Message(verbatim: own.first?.document ?? "-"),
      ])
    }
    return table.text
  }

  private var complaints: [Message] {
    recipients.compactMap { recipient in
      let own = troubled.filter { $0.recipient == recipient.name }
      guard let oldest = own.first else { return nil }
      return Message(
        tr: "“\(recipient.name)” alıcısına teslim edilemeyen belge sayısı: \(own.count); en eskisi \(oldest.document). "
          + "“tutanak deliver list” nedenlerini yazar.",
        en: "documents that could not be delivered to “\(recipient.name)”: \(own.count); the oldest is "
          + "\(oldest.document). “tutanak deliver list” says why.")
    }
  }

  private var json: JSONValue {
    .array(
      recipients.map { recipient in
        let own = own(recipient)
        func count(_ state: Outbox.State) -> JSONValue { .integer(Int64(own.count { $0.state == state })) }
        let since = own.compactMap(\.issuedAt).min()
        return .object([
          .init("recipient", .string(recipient.name)), .init("place", .string(recipient.channel.place)),
          .init("queued", count(.queued)), .init("failed", count(.failed)), .init("stopped", count(.stopped)),
          .init("documents", .array(own.map { .string($0.document) })),
          .init("since", since.map { .string($0.iso8601) } ?? .null),
          .init("since_us", since.map { .integer(max(0, asOf.microseconds - $0.microseconds)) } ?? .null),
        ])
      })
  }
}
