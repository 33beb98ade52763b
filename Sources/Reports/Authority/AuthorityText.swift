import Documents
import Model

/// How a document says an authority's letter and the answers to it.
struct AuthorityText {
  let letter: AuthorityLetter
  let context: SectionContext

  private var words: TextCatalog { context.words }

  /// Whose letter it is, and when it came.
  var fields: [Field] {
    let reference = context.formats.date(letter.letterDate) + " – " + letter.letterNumber
    let optional: [(AuthorityWordKey, String?)] = [
      (.authorityName, letter.authority), (.authorityCase, letter.caseNumber), (.authorityLetter, reference),
      (.authorityBasis, letter.basis), (.authorityChannel, letter.channel.map { words.name($0) }),
      (.authorityItems, String(letter.items.count)),
    ]
    return optional.compactMap { key, value in value.map { Field(words[key], $0) } }
  }

  /// The day it was received, as the deadline has it.
  var received: String { context.formats.date(letter.turkey.localTime(at: letter.deadline.start).date) }

  /// What is asked and which rows that is about.
  func fields(of place: Int) -> [Field] {
    let item = letter.items[place]
    var fields = [Field(words[.authorityAsked], item.asked)]
    if !item.selection.users.isEmpty {
      let accounts = item.selection.users.map { context.rowContext.account(Identifier($0)) }
      fields.append(Field(words[.authorityAccount], accounts.joined(separator: ", ")))
    }
    if !item.selection.networks.isEmpty {
      let networks = item.selection.networks.map { range in
        range.text { context.rowContext.mask.address($0) }
      }
      fields.append(Field(words[.authorityAddresses], networks.joined(separator: ", ")))
    }
    if let port = item.selection.port { fields.append(Field(words[.authorityPort], String(port))) }
    if let from = item.selection.from, let to = item.selection.to {
      fields.append(Field(words[.authorityRangeTurkish], range(from, to, letter.turkey)))
      fields.append(Field(words[.authorityRangeUtc], range(from, to, .utc)))
    }
    return fields
  }

  /// What the letter left open, and how it was read.
  var readings: [Block] {
    letter.items.enumerated().flatMap { place, item -> [Block] in
      if item.needsClarification { return [] }
      let number = ["item": String(place + 1)]
      return (item.lacksHours ? [.notice(words(.authorityWholeDays, number))] : [])
        + (item.lacksZone ? [.notice(words(.authorityAssumedZone, number))] : [])
    }
  }

  /// An answer as a sentence.
  func sentence(_ answer: AuthorityAnswer) -> String {
    answer.parts.map { text($0) }.joined(separator: "; ")
  }

  private func text(_ part: AuthorityAnswer.Part) -> String {
    switch part {
    case .found(let count):
      words(.authorityFound, ["count": context.count(count), "section": words[.authoritySectionRecords]])
    case .foundAccounts(let count): words(.authorityFoundAccounts, ["count": context.count(count)])
    case .foundField(let count, let filled):
      words(.authorityFoundField, ["count": context.count(count), "filled": context.count(filled)])
    case .none: words[.authorityNone]
    case .noAccount: words[.authorityNoneAccount]
    case .noField(let count): words(.authorityNoneField, ["count": context.count(count)])
    case .noRecords: words[.authorityNoneWithoutRecords]
    case .noneBefore(let first, let kind):
      words(.authorityNoneBefore, ["first": turkish(first), "records": name(kind)])
    case .noneAtAll(let kind): words(.authorityNoneAtAll, ["records": name(kind)])
    case .destroyed(let disposal): words(.authorityDestroyed, values(disposal))
    case .disagrees(let disposal): words(.authorityDisposalDisagrees, values(disposal))
    case .notKept(let columns): words(.authorityNotKept, ["field": words.fields(columns)])
    case .notKeptBySource: words[.authorityNotKeptBySource]
    case .clarification: words[.authorityClarification]
    case .deletedByApplication: words[.authorityDeletedByApplication]
    }
  }

  private func values(_ disposal: AuthorityLetter.Disposal) -> [String: String] {
    [
      "number": disposal.number, "date": context.formats.date(disposal.date),
      "until": context.formats.date(disposal.until), "records": name(disposal.relation),
    ]
  }

  private func name(_ kind: ReportInput) -> String { words.text("source_relations.\(kind.rawValue)") }

  private func turkish(_ instant: Instant) -> String { moment(instant, letter.turkey) }

  private func range(_ from: Instant, _ to: Instant, _ zone: Zone) -> String {
    words(.authorityRange, ["from": moment(from, zone), "to": moment(to, zone)])
  }

  /// `01.03.2026 00:00:00 UTC+03:00`.
  func moment(_ instant: Instant, _ zone: Zone) -> String {
    context.formats.moment(zone.localTime(at: instant)) + " " + zone.offsetLabel(at: instant)
  }
}

extension TextCatalog {
  /// What an item asks for.
  func name(_ wanted: AuthorityLetter.Wanted) -> String { text("authority.wants_\(wanted.rawValue)") }
  /// What came of it.
  func name(_ state: AuthorityAnswer.State) -> String { text("authority.state_\(state.rawValue)") }
  /// How an answer is handed over.
  func name(_ channel: AuthorityLetter.Channel) -> String { text("authority.channel_\(channel.rawValue)") }
}
