import Messages
import Model
import Reports
import Settings

/// An authority's letter as somebody wrote it into a file (`--request`); docs/requests.md shows one.
struct AuthorityLetterFile {
  private static let keys = [
    "authority", "case", "letter", "received", "deadline", "basis", "channel", "zone", "items", "disposals",
  ]

  /// The zone that deadlines are counted in, and whose times stand beside UTC.
  private static let turkey = "Europe/Istanbul"

  private let settings: SettingsMapping
  private let turkey: Zone
  /// The zone the letter says its times are in; nil where it says none.
  private let stated: Zone?

  /// Opens a file.
  ///
  /// - Throws: `SettingsError` with the line of what cannot be used.
  init(file: String) throws {
    try self.init(SettingsNode(file: file))
  }

  init(_ node: SettingsNode) throws {
    settings = try node.mapping(Self.keys)
    turkey = try Zones.load(nil, default: Self.turkey)
    stated = try settings["zone"].map { try Zones.load($0, default: Self.turkey) }
  }

  /// The letter.
  func letter() throws -> AuthorityLetter {
    let letter = try settings.required("letter").mapping(["date", "number"])
    let items = try settings.required("items")
    var read: [AuthorityLetter.Item] = []
    for node in try items.list() { read.append(try item(node)) }
    if read.isEmpty {
      throw items.error(
        Message(tr: "“items” en az bir madde ister.", en: "“items” needs at least one item."))
    }
    return AuthorityLetter(
      authority: try line(settings.required("authority")), caseNumber: try line(settings.required("case")),
      letterDate: try AuthorityMoment.date(letter.required("date")), letterNumber: try line(letter.required("number")),
      deadline: try deadline(), basis: try settings["basis"].map { try line($0) },
      channel: try settings["channel"]?.choice(of: AuthorityLetter.Channel.self), items: read,
      disposals: try settings["disposals"]?.list().map { try disposal($0) } ?? [])
  }

  /// The period from the first moment of any item to the last; that of the day of receipt where no item has one.
  static func period(of letter: AuthorityLetter) -> Period {
    let ranges = letter.items.compactMap { item in
      item.selection.from.flatMap { from in item.selection.to.map { Period(from: from, to: $0) } }
    }
    guard let first = ranges.map(\.from).min(), let last = ranges.map(\.to).max() else {
      let day = letter.turkey.localTime(at: letter.deadline.start).date
      return Period(from: letter.turkey.start(of: day), to: letter.turkey.start(of: day.advanced(by: 1)))
    }
    return Period(from: first, to: last)
  }

  /// Days from receipt, 10 where nothing is said, or the day that the authority named.
  private func deadline() throws -> LegalDeadline {
    let received = try AuthorityMoment(settings.required("received"))
    let rule: LegalDeadline.Rule
    if let node = settings["deadline"] {
      if let text = node.text, text.utf8.contains(UInt8(ascii: "-")) {
        rule = .lastDay(try AuthorityMoment.date(node))
      } else {
        rule = .days(try node.integer(in: 1...365))
      }
    } else {
      rule = .days(10)
    }
    return received.hasHour
      ? LegalDeadline(rule, from: try received.instant(stated: turkey, else: turkey), in: turkey)
      : LegalDeadline(rule, fromDay: received.date, in: turkey)
  }

  private func item(_ node: SettingsNode) throws -> AuthorityLetter.Item {
    let settings = try node.mapping(
      ["asked", "wants", "account", "accounts", "address", "addresses", "port", "from", "to", "whole_days"])
    let wanted = try settings.required("wants")
    var wants: [AuthorityLetter.Wanted] = []
    for node in try wanted.list() {
      let one = try node.choice(of: AuthorityLetter.Wanted.self)
      if !wants.contains(one) { wants.append(one) }
    }
    if wants.isEmpty {
      throw wanted.error(Message(tr: "“wants” boş olamaz.", en: "“wants” must not be empty."))
    }
    var item = AuthorityLetter.Item(
      asked: try line(settings.required("asked")), wants: wants,
      selection: Question.Item(
        users: try list(settings, "account", "accounts").map { try line($0) },
        networks: try list(settings, "address", "addresses").map { try network($0) },
        port: try settings["port"]?.integer(in: 1...65_535)))
    if item.selection.users.isEmpty, item.selection.networks.isEmpty {
      throw node.error(
        Message(
          tr: "Maddede ne “account” ne “address” var; herkesin kaydı istenmiş olurdu.",
          en: "The item names neither “account” nor “address”; it would ask for everybody's records."))
    }
    if wants.contains(.registration), item.selection.users.isEmpty, !wants.contains(.accounts) {
      throw node.error(
        Message(
          tr: "Üyelik bilgisi bir hesaba sorulur; “account” ekleyin ya da “wants” içine “accounts” yazın.",
          en: "Registration data is asked of an account; add “account”, or write “accounts” into “wants”."))
    }
    item.acceptsWholeDays = try settings["whole_days"]?.bool() ?? false
    try readRange(settings, node, into: &item)
    return item
  }

  /// Reads `from` and `to`: moments, or days of which the last is part of the range.
  private func readRange(
    _ settings: SettingsMapping, _ node: SettingsNode, into item: inout AuthorityLetter.Item
  ) throws {
    guard let from = settings["from"], let to = settings["to"] else {
      if settings["from"] == nil, settings["to"] == nil, !item.wants.contains(where: { $0 != .registration }) { return }
      throw node.error(
        Message(
          tr: "Kayıt isteyen maddede “from” ve “to” birlikte bulunmalı.",
          en: "An item that asks for records needs both “from” and “to”."))
    }
    let (first, last) = (try AuthorityMoment(from), try AuthorityMoment(to))
    item.lacksHours = !first.hasHour || !last.hasHour
    item.lacksZone = stated == nil && (!first.hasOffset && first.hasHour || !last.hasOffset && last.hasHour)
    let begin = try first.instant(stated: stated, else: turkey)
    let end = try last.instant(stated: stated, else: turkey, endsDay: true)
    guard begin < end else {
      throw to.error(Message(tr: "“to”, “from”dan sonra olmalı.", en: "“to” must lie after “from”."))
    }
    (item.selection.from, item.selection.to) = (begin, end)
  }

  private func disposal(_ node: SettingsNode) throws -> AuthorityLetter.Disposal {
    let settings = try node.mapping(["number", "date", "of", "until"])
    let of = try settings.required("of").choice(of: DisposedRelation.self)
    return AuthorityLetter.Disposal(
      number: try line(settings.required("number")), date: try AuthorityMoment.date(settings.required("date")),
      relation: of == .sessions ? .sessions : .events, until: try AuthorityMoment.date(settings.required("until")))
  }

  private enum DisposedRelation: String, CaseIterable { case sessions, events }

  private func list(_ settings: SettingsMapping, _ one: String, _ many: String) throws -> [SettingsNode] {
    try (settings[one].map { [$0] } ?? []) + (settings[many]?.list() ?? [])
  }

  private func network(_ node: SettingsNode) throws -> AddressRange {
    guard let range = AddressRange(try node.string()) else {
      throw node.error(
        Message(
          tr: "bir IP adresi veya ağ gerekir, 85.105.12.7 veya 85.105.12.0/24 gibi.",
          en: "an IP address or network is needed, such as 85.105.12.7 or 85.105.12.0/24."))
    }
    return range
  }

  /// A text that is printed as it is, in one line.
  private func line(_ node: SettingsNode) throws -> String {
    let text = try node.string()
    guard text.unicodeScalars.count <= 500, !text.unicodeScalars.contains(where: VisibleText.isInvisible) else {
      throw node.error(
        Message(
          tr: "tek satırlık, görünmeyen karakter içermeyen, en çok 500 karakterlik bir metin gerekir.",
          en: "one line of at most 500 characters is needed, none of them invisible."))
    }
    return text
  }
}
