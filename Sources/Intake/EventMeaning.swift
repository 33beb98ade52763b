import Messages
package import Model
internal import Settings

/// What a source's raw event type means.
package struct EventMeaning: Sendable {
  /// The type it is counted under.
  package let kind: EventKind
  /// Its severity in this source.
  package let severity: Severity

  /// A meaning from its parts; without a severity the type's own.
  init(_ kind: EventKind, severity: Severity? = nil) {
    self.kind = kind
    self.severity = severity ?? kind.severity
  }
}

/// The types of events that a `system.yaml` may name: those of the catalogue, and those it declares itself.
struct EventTypeNames {
  /// The types it declares, by name.
  private(set) var own: [String: OwnEventType] = [:]

  /// Reads `event_types`: a name, a title in both languages and a severity each.
  init(_ node: SettingsNode?) throws(SettingsError) {
    for (key, value) in try node?.entries() ?? [] {
      let name = try key.string()
      guard OwnEventType.canBeNamed(name) else { throw key.error(Self.unusable(name)) }
      let settings = try value.mapping(["title", "severity"])
      let title = try settings.required("title").mapping(["tr", "en"])
      let texts = Message(
        tr: try Self.title(title.required("tr")), en: try Self.title(title.required("en")))
      own[name] = OwnEventType(name: name, title: texts, severity: try Self.severity(settings.required("severity")))
    }
  }

  /// `login_failed`, or `{ type: login_failed, severity: medium }`.
  func meaning(_ node: SettingsNode) throws(SettingsError) -> EventMeaning {
    if node.text != nil { return EventMeaning(try kind(node)) }
    let settings = try node.mapping(["type", "severity"])
    let kind = try kind(settings.required("type"))
    guard let severity = settings["severity"] else { return EventMeaning(kind) }
    return EventMeaning(kind, severity: try Self.severity(severity))
  }

  private func kind(_ node: SettingsNode) throws(SettingsError) -> EventKind {
    if let name = node.text, let type = own[name] { return .own(type) }
    if let name = node.text, EventType(rawValue: name) == nil,
      let near = Suggestion.nearest(to: name, among: own.keys.sorted())
    {
      throw node.error(
        Message(
          tr: "“\(name)” diye bir olay türü yok. “\(near)” mi demek istediniz?",
          en: "there is no type of event “\(name)”. Did you mean “\(near)”?"))
    }
    return .known(try node.choice(of: EventType.self))
  }

  private static func unusable(_ name: String) -> Message {
    if EventType(rawValue: name) != nil || name == "other" {
      return Message(
        tr: "“\(name)” adını programın kendisi kullanır; türe başka bir ad verin.",
        en: "the program has “\(name)” itself; give the type another name.")
    }
    let longest = OwnEventType.longest
    return Message(
      tr: "tür adı küçük harfle (a–z) başlar, küçük harf, rakam ve “_” içerir, en çok \(longest) karakterdir.",
      en: "the name of a type begins with a small letter (a–z), has small letters, digits and “_”, and \(longest) "
        + "characters at most.")
  }

  /// A title stands in tables and beside bars: one line that can be read, and not too long.
  private static func title(_ node: SettingsNode) throws(SettingsError) -> String {
    let text = try node.string()
    let longest = OwnEventType.longest
    guard text.unicodeScalars.count <= longest, !text.unicodeScalars.contains(where: VisibleText.isInvisible),
      text.unicodeScalars.contains(where: { !$0.properties.isWhitespace })
    else {
      throw node.error(
        Message(
          tr: "tür başlığı en çok \(longest) karakterlik tek satırdır; denetim ve görünmeyen karakter içermez.",
          en: "the title of a type is one line of \(longest) characters at most, without control or invisible ones."))
    }
    return text
  }

  private static func severity(_ node: SettingsNode) throws(SettingsError) -> Severity {
    let keys = Severity.allCases.map(\.key)
    guard let index = keys.firstIndex(of: node.text ?? "") else {
      throw node.error(
        Message(
          tr: "“severity” şunlardan biri olmalı: \(keys.joined(separator: ", ")).",
          en: "“severity” needs one of \(keys.joined(separator: ", "))."))
    }
    return Severity.allCases[index]
  }
}
