package import Documents
import Files
package import Messages
import Settings

/// A look and the words of both languages: `templates/<look>/` and `words/`.
///
/// A look is `template.yaml`, how things look. A `tr.yaml` or `en.yaml` beside it holds the words that this look says
/// otherwise; all others are the language's own.
package struct Template: Sendable {
  /// Page, colours and fonts.
  package let theme: Theme
  private let turkishWords: TextCatalog
  private let englishWords: TextCatalog
  private let turkishFormats: Formats
  private let englishFormats: Formats

  /// The words of a language.
  package func words(_ language: Language) -> TextCatalog {
    switch language {
    case .tr: turkishWords
    case .en: englishWords
    }
  }

  /// The formats of a language.
  package func formats(_ language: Language) -> Formats {
    switch language {
    case .tr: turkishFormats
    case .en: englishFormats
    }
  }

  /// Reads a look's folder, and the languages' files in `words`.
  package init(folder: String, words: String) throws {
    let name = folder.split(separator: "/").last.map(String.init) ?? folder
    let settings = try SettingsNode(file: folder + "/template.yaml").mapping(["page", "colours", "fonts", "formats"])
    theme = try Self.theme(name, settings)
    let formats = try settings.required("formats").mapping(["tr", "en"])
    turkishFormats = try Self.formats(formats.required("tr"))
    englishFormats = try Self.formats(formats.required("en"))
    turkishWords = try Self.words(.tr, folder, words)
    englishWords = try Self.words(.en, folder, words)
  }

  private static func words(_ language: Language, _ folder: String, _ words: String) throws -> TextCatalog {
    let name = "/\(language.rawValue).yaml"
    let overrides = InputFile.exists(folder + name) ? try SettingsNode(file: folder + name) : nil
    return try TextCatalog(language, in: words, overrides: overrides)
  }

  private static func theme(_ name: String, _ settings: SettingsMapping) throws(SettingsError) -> Theme {
    let page = try settings.required("page").mapping(["margin_points"])
    let colours = try settings.required("colours").mapping([
      "ink", "muted", "rule", "band", "accent", "accent_light", "alert", "severities",
    ])
    func colour(_ key: String) throws(SettingsError) -> Theme.Colour { try Self.colour(colours.required(key)) }
    var severities: [Theme.Colour] = []
    let list = try colours.required("severities")
    for node in try list.list() { severities.append(try Self.colour(node)) }
    guard severities.count == 5 else {
      throw list.error(
        Message(tr: "beş renk gerekir: bilgi … kritik.", en: "five colours are needed: info … critical."))
    }
    let fonts = try settings.required("fonts").mapping(["regular", "bold", "italic", "fallback", "workbook_name"])
    return Theme(
      name: name, marginPoints: Double(try page.required("margin_points").integer(in: 20...100)),
      colours: Theme.Colours(
        ink: try colour("ink"), muted: try colour("muted"), rule: try colour("rule"), band: try colour("band"),
        accent: try colour("accent"), accentLight: try colour("accent_light"), alert: try colour("alert"),
        severities: severities),
      fonts: Theme.Fonts(
        regular: try fonts.required("regular").string(), bold: try fonts.required("bold").string(),
        italic: try fonts.required("italic").string(), fallback: try fonts.required("fallback").string(),
        workbookName: try fonts.required("workbook_name").string()))
  }

  private static func colour(_ node: SettingsNode) throws(SettingsError) -> Theme.Colour {
    guard let colour = Theme.Colour(hexadecimal: try node.string()) else {
      throw node.error(
        Message(
          tr: "“#1A2238” gibi bir renk gerekir (tırnak içinde).", en: "a colour like \"#1A2238\" is needed, in quotes.")
      )
    }
    return colour
  }

  private static func formats(_ node: SettingsNode) throws(SettingsError) -> Formats {
    let settings = try node.mapping(["date", "group_separator", "decimal_separator", "percent_first"])
    return Formats(
      dateOrder: try settings.required("date").choice(of: Formats.DateOrder.self),
      groupSeparator: try settings.required("group_separator").string(),
      decimalSeparator: try settings.required("decimal_separator").string(),
      isPercentFirst: try settings.required("percent_first").bool())
  }
}
