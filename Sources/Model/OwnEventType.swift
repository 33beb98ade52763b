public import Messages

/// A type of event that the program does not know and a source's `system.yaml` declares: a name of its own, with the
/// words and the severity it has in documents.
public struct OwnEventType: Sendable {
  /// The name in files and mappings: lower-case letters of ASCII, digits and `_`.
  public let name: String
  /// What a reader sees, in both languages.
  public let title: Message
  /// The severity of its events, unless the mapping of a word says otherwise.
  public let severity: Severity

  /// The most characters of a name or a title: they stand in columns and beside bars.
  public static let longest = 40

  /// A type from its parts.
  public init(name: String, title: Message, severity: Severity) {
    self.name = name
    self.title = title
    self.severity = severity
  }

  /// Whether a text can name one: no type of the catalogue, nor what documents call everything else.
  public static func canBeNamed(_ text: String) -> Bool {
    let bytes = text.utf8
    guard let first = bytes.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first), bytes.count <= longest
    else {
      return false
    }
    return bytes.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
      default: false
      }
    } && EventType(rawValue: text) == nil && text != "other"
  }
}

/// What an event is counted, listed and charted under.
public enum EventKind: Sendable {
  /// A type of the catalogue.
  case known(EventType)
  /// A type of the source's own.
  case own(OwnEventType)

  /// The name in files.
  public var name: String {
    switch self {
    case .known(let type): type.rawValue
    case .own(let type): type.name
    }
  }

  /// The type that rules see: to them a source's own is one that nothing is known of.
  public var type: EventType {
    switch self {
    case .known(let type): type
    case .own: .unmapped
    }
  }

  /// The severity of an event by itself.
  public var severity: Severity {
    switch self {
    case .known(let type): type.severity
    case .own(let type): type.severity
    }
  }

  /// The type of the source's own; nil for one of the catalogue.
  public var ownType: OwnEventType? {
    if case .own(let type) = self { type } else { nil }
  }
}

// Two kinds are one when their names are: a source declares each name once, and none of the catalogue's.
extension EventKind: Hashable {
  /// Compares names.
  public static func == (first: EventKind, second: EventKind) -> Bool {
    switch (first, second) {
    case (.known(let first), .known(let second)): first == second
    case (.own(let first), .own(let second)): first.name == second.name
    default: false
    }
  }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .known(let type): hasher.combine(type)
    case .own(let type): hasher.combine(type.name)
    }
  }
}
