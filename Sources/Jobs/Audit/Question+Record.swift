import Documents
import Model
import Reports

/// What the archive keeps of a question: how much was chosen, and not whom.
extension Question {
  /// The question as manifests and the ledger have it; whom it is about only the document says.
  var record: JSONValue {
    .object([
      .init("kind", .string(matter.kind.rawValue)), .init("reference", reference.map { .string($0) } ?? .null),
      .init("received_at", received.map { .string($0.iso8601) } ?? .null),
      .init("late_from", matter.lateFrom.map { .string($0.iso8601) } ?? .null),
      .init("items", .integer(Int64(items.count))), .init("limited", .bool(isLimited)),
      .init("users", .integer(Int64(users.count))),
      .init("networks", .integer(Int64(items.reduce(0) { $0 + $1.networks.count }))),
    ])
  }

  /// The same before anybody said whether disclosures are told.
  var withoutDecision: Question {
    guard case .subject(var application) = matter else { return self }
    (application.suppression, application.tellsDisclosures) = (nil, false)
    var question = self
    question.matter = .subject(application)
    return question
  }

  /// Every part of it as texts, of which a keyed digest is made: two questions have the same only where they are the same.
  var parts: [String] {
    var parts = ["question", matter.kind.rawValue, reference ?? "", received?.iso8601 ?? "", String(items.count)]
    for item in items {
      parts += ["item", String(item.users.count)] + item.users + [String(item.networks.count)]
      parts += item.networks.map(\.description)
      parts += [item.port.map { String($0) } ?? "", item.from?.iso8601 ?? "", item.to?.iso8601 ?? ""]
    }
    return parts + matter.parts
  }
}

extension Question.Matter {
  /// The first moment at which an answer to an authority, or a notice of a breach, comes too late; nil where none is set.
  ///
  /// That of an application follows from its receipt.
  var lateFrom: Instant? {
    switch self {
    case .address, .subject: nil
    case .authority(let letter): letter.deadline.end
    case .incident(let notice): notice.deadline?.end
    }
  }

  /// Every part of it as texts.
  var parts: [String] {
    switch self {
    case .address: []
    case .authority(let letter): letter.parts
    case .incident(let notice): notice.parts
    case .subject(let application):
      [application.channel.rawValue, application.identityCheck, String(application.rights.count)]
        + application.rights.map(\.rawValue) + [String(application.recipients.count)] + application.recipients
        + [application.retention, application.refusal == nil ? "" : "refusal", application.refusal ?? ""]
        + [String(application.fee.freePages), String(application.fee.perPage)]
        + [application.suppression == nil ? "" : "suppression", application.suppression ?? ""]
        + [application.tellsDisclosures ? "told" : ""]
    }
  }
}

extension AuthorityLetter {
  /// Every part of it that its rows do not say.
  fileprivate var parts: [String] {
    var parts = [
      authority, caseNumber, letterDate.iso8601, letterNumber, deadline.due.iso8601, basis ?? "",
      channel?.rawValue ?? "", String(items.count),
    ]
    for item in items {
      parts += [item.asked, String(item.wants.count)] + item.wants.map(\.rawValue)
      parts += [item.lacksHours, item.lacksZone, item.acceptsWholeDays].map { $0 ? "1" : "0" }
    }
    for disposal in disposals {
      parts += [disposal.number, disposal.date.iso8601, disposal.relation.rawValue, disposal.until.iso8601]
    }
    return parts
  }
}

extension BreachNotice {
  /// Every part of it.
  fileprivate var parts: [String] {
    var parts = [incident, alarm?.iso8601 ?? "", awareness?.iso8601 ?? "", isGoingOn ? "1" : "0", String(form.count)]
    for field in BreachField.allCases { if let text = form[field] { parts += [field.rawValue, text] } }
    parts.append(String(happenings.count))
    for happening in happenings { parts += [happening.moment.iso8601, happening.text] }
    return parts + evidence.flatMap { [$0.name, $0.digest ?? ""] }
  }
}
