import Analysis
import Intake
import Messages
import Model
import Settings

/// Who may do what with which objects of a source: the block `access_matrix` of a source.
struct AccessMatrixSettings: Sendable {
  /// What it says.
  let matrix: AccessMatrix
  private let acts: [SettingsNode]

  /// Reads the block.
  init(_ node: SettingsNode) throws {
    let settings = try node.mapping(["version", "personal_data", "allow"])
    let version = try StatedName.checked(try settings.required("version"))
    var categories: [Identifier: String] = [:]
    for (key, value) in try settings["personal_data"]?.entries() ?? [] {
      categories[Identifier(try StatedName.checked(key))] = try StatedName.checked(value)
    }
    let list = try settings.required("allow")
    var (rules, acts): ([AccessMatrix.Rule], [SettingsNode]) = ([], [])
    for item in try list.list() {
      let rule = try item.mapping(["role", "objects", "acts"])
      let named = try rule["acts"]?.list()
      if let named, named.isEmpty {
        throw item.error(
          Message(
            tr: "“acts” boş: kural hiçbir işleme izin vermez. Olay türü yazın ya da her tür için anahtarı silin.",
            en: "“acts” is empty, so that the rule allows nothing; name types of events, or leave the key out for all.")
        )
      }
      acts += named ?? []
      rules.append(
        AccessMatrix.Rule(
          role: Identifier(try StatedName.checked(try rule.required("role"))),
          objects: Set(try Self.names(try rule.required("objects"))), acts: try named.map { Set(try Self.names($0)) }))
    }
    guard !rules.isEmpty else {
      throw list.error(
        Message(tr: "“allow” altında en az bir kural gerekir.", en: "“allow” needs at least one rule."))
    }
    self.acts = acts
    matrix = AccessMatrix(version: version, categories: categories, rules: rules)
  }

  private static func names(_ node: SettingsNode) throws -> [Identifier] { try names(try node.list()) }

  private static func names(_ nodes: [SettingsNode]) throws -> [Identifier] {
    try nodes.map { Identifier(try StatedName.checked($0)) }
  }

  /// Refuses an act that is neither a type of the catalogue nor one of the source's own.
  func check(against system: SourceSystem) throws(SettingsError) {
    let known = EventType.allCases.map(\.rawValue)
    let own = Set(system.events.values.compactMap { $0.kind.ownType?.name })
    for node in acts {
      let name = try node.string()
      guard !known.contains(name), !own.contains(name) else { continue }
      let unknown = Message(
        tr: "“\(name)” diye bir olay türü yok (docs/vocabulary.md).",
        en: "there is no type of event “\(name)” (docs/vocabulary.md).")
      let question = Suggestion.question(for: name, among: known + own.sorted())
      throw node.error(question.map { unknown + $0 } ?? unknown)
    }
  }
}
