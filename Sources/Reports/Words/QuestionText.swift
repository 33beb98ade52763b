import Documents
import Messages
import Model

/// How a document says what it was asked.
struct QuestionText {
  let question: Question
  let context: SectionContext

  private var words: TextCatalog { context.words }

  /// Kind, letter, reason and selection, as labelled values.
  var fields: [Field] {
    var fields = [Field(words[.fieldKind], words.name(question.matter.kind))]
    if let reference = question.reference { fields.append(Field(words[.fieldReference], reference)) }
    if let received = question.received {
      fields.append(Field(words[.fieldReceived], Self.moment(received, question, context)))
    }
    if case .person(_, let reason?) = context.facts.requester { fields.append(Field(words[.fieldReason], reason)) }
    return fields + selections
  }

  /// When a letter or application was received: the day where nothing else is known.
  static func moment(_ received: Instant, _ question: Question, _ context: SectionContext) -> String {
    if !question.isReceivedOnDay { return context.moment(received) }
    return context.formats.date(context.facts.zone.localTime(at: received).date)
  }

  /// What was chosen, one field an item.
  var selections: [Field] {
    question.items.enumerated().map { index, item in
      Field(words(.fieldSelection, ["number": String(index + 1)]), text(item))
    }
  }

  /// `kullanıcı ah***.yı*** #5; adres 85.105.12.*** #57/32`, hidden as the rows are.
  func text(_ item: Question.Item) -> String {
    var parts: [String] = []
    if !item.users.isEmpty {
      let users = item.users.map { context.rowContext.account(Identifier($0)) }
      parts.append(words(.itemUsers, ["users": users.joined(separator: ", ")]))
    }
    if !item.networks.isEmpty {
      let networks = item.networks.map { $0.text { context.rowContext.mask.address($0) } }
      parts.append(words(.itemNetworks, ["networks": networks.joined(separator: ", ")]))
    }
    if let port = item.port { parts.append(words(.itemPort, ["port": String(port)])) }
    if item.from != nil || item.to != nil {
      let (from, to) = (item.from ?? context.facts.period.from, item.to ?? context.facts.period.to)
      parts.append(words(.itemTime, ["from": context.moment(from), "to": context.moment(to)]))
    }
    return parts.isEmpty ? words[.itemAll] : parts.joined(separator: "; ")
  }

  /// The same for programs: what was chosen is counted, since it is somebody's.
  var json: JSONValue {
    .object(
      [
        .init("kind", .string(question.matter.kind.rawValue)),
        .init("reference", question.reference.map { .string($0) } ?? .null),
        .init("received_at", question.received.map { .string($0.iso8601) } ?? .null),
        .init(
          "items",
          .array(
            zip(question.items, context.answers?.answers ?? []).map { item, answer in
              .object(
                [
                  .init("selection", .string(text(item))), .init("users", .integer(Int64(item.users.count))),
                  .init("networks", .integer(Int64(item.networks.count))),
                ] + members(answer))
            })),
      ])
  }

  private func members(_ answer: Answer) -> [JSONValue.Member] {
    func moment(_ instant: Instant?) -> JSONValue {
      context.single(instant).flatMap { $0 }.map { .string($0.iso8601) } ?? .null
    }
    return [
      .init("sessions", answer.sessions.map { context.countValue($0.count) } ?? .null),
      .init("events", answer.events.map { context.countValue($0.count) } ?? .null),
      .init("without_address", context.countValue(answer.withoutAddress)),
      .init("without_port", context.countValue(answer.withoutPort)),
      .init("first", moment(answer.first)), .init("last", moment(answer.last)),
    ]
  }
}

extension TextCatalog {
  /// What a kind of question is called.
  func name(_ kind: Question.Kind) -> String { text("questions.kinds.\(kind.rawValue)") }
}
