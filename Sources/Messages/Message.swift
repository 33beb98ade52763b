/// One sentence for the person at the terminal, in both languages.
///
/// Both texts are written where the thing happens, so neither language can be forgotten. A message never
/// carries a row's value, a password or a connection string with a secret.
public struct Message: Sendable, Equatable {
  /// The Turkish text.
  public let tr: String
  /// The English text.
  public let en: String

  /// A message from its two texts.
  public init(tr: String, en: String) {
    self.tr = tr
    self.en = en
  }

  /// A message that reads the same in both languages: a name, a number, another program's words.
  public init(verbatim text: String) {
    self.init(tr: text, en: text)
  }

  /// The text in one language.
  public subscript(language: Language) -> String {
    switch language {
    case .tr: tr
    case .en: en
    }
  }

  /// Two messages as one text, a space between them.
  public static func + (first: Message, second: Message) -> Message {
    Message(tr: first.tr + " " + second.tr, en: first.en + " " + second.en)
  }

  /// Several messages as one text, with a separator between them.
  public static func joined(_ messages: [Message], by separator: String) -> Message {
    Message(tr: messages.map(\.tr).joined(separator: separator), en: messages.map(\.en).joined(separator: separator))
  }
}

/// The languages the program speaks: to the person at the terminal and in the documents it issues.
public enum Language: String, Sendable, CaseIterable {
  /// Turkish, the default and the binding text of every document.
  case tr
  /// English.
  case en
}
