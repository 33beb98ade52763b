import Records
package import Messages
import Documents
package import Model

/// What every table of persons needs to write a row: zone, words, mask, and who the users are.
///
/// Every row carries it, so it is one thing to hold on to rather than a dozen to copy.
package final class RowContext {
  /// The zone of printed times.
  package let zone: Zone
  /// The words of the document's language.
  package let words: TextCatalog
  /// The document's language.
  package let language: Language
  /// What is hidden.
  package let mask: Mask
  /// The source's users by key.
  package let users: [Identifier: User]
  /// Whether user keys are names, and thus personal data themselves.
  package let hasNamesAsKeys: Bool
  /// Objects that the administrator names: they are no single record and tell of nobody.
  package let namedObjects: Set<Identifier>
  /// The words that stand in columns of rows.
  let cells: WordCells
  /// The cells of rows met lately.
  let recent = RecentCells()
  private let names = BoundedCache<Identifier, String>()
  private let marks = BoundedCache<Identifier, String>()
  private let addresses = BoundedCache<NetworkAddress, String>(limit: 12_000)

  /// A context from its parts.
  package init(
    zone: Zone, words: TextCatalog, language: Language, mask: Mask, users: [Identifier: User], hasNamesAsKeys: Bool,
    namedObjects: Set<Identifier> = []
  ) {
    self.zone = zone
    self.words = words
    self.language = language
    self.mask = mask
    self.users = users
    self.hasNamesAsKeys = hasNamesAsKeys
    self.namedObjects = namedObjects
    cells = WordCells(words)
  }

  /// The same with another mask, for persons whom a document hides more than others.
  package func masked(by mask: Mask) -> RowContext {
    RowContext(
      zone: zone, words: words, language: language, mask: mask, users: users, hasNamesAsKeys: hasNamesAsKeys,
      namedObjects: namedObjects)
  }

  /// A moment in the document's zone.
  func moment(_ instant: Instant?) -> Cell {
    guard let instant, instant.isMeaningful else { return .empty }
    return .moment(instant, zoneOffset: zone.offset(at: instant))
  }

  /// A user's key as the document shows it.
  ///
  /// A row key says nothing of the person and stays; a name is hidden, and has a mark at M1.
  func userKey(_ key: Identifier?) -> Cell {
    guard let key else { return .empty }
    guard isName(key), mask.level != .M0 else { return .text(mask.rowKey(key.text)) }
    return .text(mask.userName(key.triedName ?? key.text) + mark(of: key))
  }

  /// An account as somebody wrote it into the configuration: a key, or a name, which is hidden.
  func account(_ written: Identifier) -> String {
    let isName = hasNamesAsKeys || users[written] == nil
    guard isName, mask.level != .M0 else { return mask.rowKey(written.text) }
    return mask.userName(written.triedName ?? written.text) + mask.mark(ofUser: written.text, isName: true)
  }

  /// A user's sign-in name: the user table's, else the one the row shows; at M1 with the mark of the key, so that two
  /// people are not one.
  func userName(_ key: Identifier?, shown: String?) -> Cell {
    guard let name = key.flatMap({ users[$0]?.name }) ?? shown else { return .empty }
    let end = key.map { mark(of: $0) } ?? mask.mark(ofUser: name, isName: true)
    return .text(names.result(for: name, mask.userName) + end)
  }

  /// Where a user stands among others of equal weight: by the name that is shown, or the key where there is none, as in a
  /// dictionary, then by the key.
  func order(of key: Identifier?, shown: String?) -> [Identifier] {
    var text = ""
    for case .text(let shown) in [userKey(key), userName(key, shown: shown)] { text = shown }
    return [Identifier(TurkishAlphabet.sortText(text)), key ?? ""]
  }

  private func isName(_ key: Identifier) -> Bool { hasNamesAsKeys || key.triedName != nil }

  private func mark(of key: Identifier) -> String {
    marks.result(for: key.text) { mask.mark(ofUser: $0, isName: isName(key)) }
  }

  /// A user's first and last name.
  func fullName(_ key: Identifier?) -> Cell {
    key.flatMap { users[$0]?.fullName }.map { .text(mask.fullName($0)) } ?? .empty
  }

  /// A user's role.
  func role(_ key: Identifier?) -> Cell { key.flatMap { users[$0]?.role }.map { .text($0) } ?? .empty }

  /// An address.
  func address(_ address: NetworkAddress?) -> Cell {
    address.map { .text(addresses.result(for: $0, mask.address)) } ?? .empty
  }

  /// A browser or device.
  func client(_ userAgent: String?) -> Cell {
    userAgent.map { .text(mask.userAgent($0)) } ?? .empty
  }

  /// The same as short as pages have room for, also where nothing is masked.
  func clientSummary(_ userAgent: String?) -> Cell {
    guard mask.level == .M0 else { return client(userAgent) }
    return userAgent.map { .text(Self.summary($0)) } ?? .empty
  }

  private static let summaryLength = 40

  private static func summary(_ text: String) -> String {
    let short = UserAgent(text).description
    if !short.isEmpty { return short }
    let scalars = text.unicodeScalars
    return scalars.count <= summaryLength ? text : String(scalars.prefix(summaryLength)) + "…"
  }

  /// A device.
  func device(_ name: String?) -> Cell { name.map { .text(mask.device($0)) } ?? .empty }

  /// What was accessed: a text of the source, which may name a person unless the administrator has named it.
  func object(_ name: String?) -> Cell { name.map { .text(objectText($0)) } ?? .empty }

  /// The same as a text.
  func objectText(_ name: String) -> String { namedObjects.contains(Identifier(name)) ? name : mask.rowKey(name) }

  /// A text that is no personal data, or nothing.
  func text(_ text: String?) -> Cell { text.map { .text($0) } ?? .empty }
}

extension Column {
  /// A column with its words.
  static func named(
    _ name: ColumnName, _ words: TextCatalog, _ kind: Kind, width: Int, for audience: Audience = .everyone,
    hasBar: Bool = false
  ) -> Column {
    Column(
      id: name.rawValue, title: words.title(name), meaning: words.meaning(name), kind: kind, width: width,
      audience: audience, hasBar: hasBar)
  }
}
