import Intake
import Messages
import Model
import Reports
import Settings

/// How long the records of a source are kept: the block `retention` of a source.
struct RetentionSettings: Sendable {
  /// A rule, with what is asked of the server for it.
  struct Entry: Sendable {
    /// What documents say of it.
    let rule: RetentionRule
    /// The relation.
    let relation: Relation
    /// The records it is about; nil where it is all of the relation.
    let chosen: RowClass?
    /// How its due records may be deleted; nil where the program deletes nothing of them.
    let disposal: DisposalSettings?
    /// Where it stands, for complaints about it.
    let node: SettingsNode
  }

  /// What the policy is called that the rules come from.
  let policy: String?
  /// Days between two disposals, at most; the By-law allows six months.
  let interval: Int
  /// Days that the status looks ahead.
  let horizon: Int
  /// The rules, in the order they stand.
  let rules: [Entry]
  /// How the role connects that may delete; nil where none may.
  let disposer: SourceAddress?

  /// The longest interval of periodic disposal that the By-law allows: six months.
  private static let longestInterval = 184

  /// Reads the block; `address` reads a connection beside the source's own.
  init(_ node: SettingsNode, _ address: (SettingsMapping) throws -> SourceAddress) throws {
    let settings = try node.mapping(["policy", "interval", "horizon", "rules", "disposer"])
    disposer = try settings["disposer"].map {
      try address(try $0.mapping(["connection", "passfile", "timeouts"]))
    }
    policy = try settings["policy"].map { try StatedName.checked($0) }
    interval = try settings["interval"].map { try Self.days($0, in: 1...Self.longestInterval) } ?? 180
    horizon = try settings["horizon"].map { try Self.days($0, in: 1...3660) } ?? 90
    let entries = try settings.required("rules").entries()
    rules = try entries.map { try Entry(try StatedName.checked($0.key), $0.value) }
    guard !rules.isEmpty else {
      throw node.error(
        Message(tr: "“rules” altında en az bir kural gerekir.", en: "“rules” needs at least one rule."))
    }
    try RetentionClasses.check(rules)
    for rule in rules where rule.disposal != nil && disposer == nil {
      throw rule.node.error(
        Message(
          tr: "“disposal” silen rolün bağlantısını ister; “retention” altına “disposer: { connection: … }” ekleyin.",
          en: "“disposal” needs the connection of the role that deletes; add “disposer: { connection: … }” to "
            + "“retention”."))
    }
  }

  /// The rules of a relation.
  func rules(of relation: Relation) -> [Entry] { rules.filter { $0.relation == relation } }

  private static func days(_ node: SettingsNode, in range: ClosedRange<Int>) throws(SettingsError) -> Int {
    let text = try node.string()
    guard let period = RetentionPeriod(text), period.unit == .days, range.contains(period.count) else {
      throw node.error(
        Message(
          tr: "\(range.lowerBound)d ile \(range.upperBound)d arasında gün gerekir.",
          en: "days between \(range.lowerBound)d and \(range.upperBound)d are needed."))
    }
    return period.count
  }
}

extension RetentionSettings.Entry {
  private static let keys = [
    "relation", "only", "category", "subjects", "grounds", "counts_from", "method", "how", "responsible",
    "disposal",
  ]

  fileprivate init(_ name: String, _ node: SettingsNode) throws {
    let settings = try node.mapping(Self.keys)
    self.node = node
    relation = try settings.required("relation").choice(of: Relation.self)
    chosen = try settings["only"].map { [relation] node throws(SettingsError) in try Self.chosen(node, relation) }
    let grounds = try settings.required("grounds").list().map { try Self.ground($0) }
    guard !grounds.isEmpty else {
      throw settings.node.error(
        Message(tr: "“grounds” için en az bir dayanak gerekir.", en: "“grounds” needs at least one ground."))
    }
    rule = RetentionRule(
      name: name, relation: relation.rawValue,
      selection: chosen.map { "\($0.column.name) \($0.isOfOthers ? "≠" : "=") \($0.words.joined(separator: ", "))" },
      category: try StatedName.checked(try settings.required("category")),
      subjects: try StatedName.checked(try settings.required("subjects")), grounds: grounds,
      countedFrom: try Self.countedFrom(settings, relation),
      method: try settings.required("method").choice(of: RetentionRule.Method.self),
      how: try settings["how"].map { try StatedName.checked($0) } ?? "",
      responsible: try StatedName.checked(try settings.required("responsible")))
    disposal = try settings["disposal"].map { [method = rule.method] in try DisposalSettings($0, of: method) }
    let today = CivilDate(year: 2024, month: 1, day: 1)
    if rule.contradictsItself, let maximum = rule.maximum(on: today) {
      let minimum = rule.minimum(on: today)
      throw node.error(
        Message(
          tr: "“\(name)” tutulamaz: dayanakların en uzun asgari süresi \(minimum.text), en kısa azami süresi "
            + "\(maximum.text). Kayıtları sınıflara ayırın (“only”) veya süreleri hukuk birimine sorun.",
          en: "“\(name)” cannot be kept to: the longest minimum of its grounds is \(minimum.text), the shortest "
            + "maximum \(maximum.text). Part the records into classes (“only”), or ask the lawyers for the periods."))
    }
  }

  private static func ground(_ node: SettingsNode) throws -> RetentionRule.Ground {
    let settings = try node.mapping(["basis", "law", "minimum", "maximum"])
    return RetentionRule.Ground(
      basis: try settings.required("basis").choice(of: LegalBasis.self),
      law: try StatedName.checked(try settings.required("law")), minimum: try period(try settings.required("minimum")),
      maximum: try settings["maximum"].map { try period($0) })
  }

  private static func period(_ node: SettingsNode) throws(SettingsError) -> RetentionPeriod {
    guard let period = RetentionPeriod(try node.string()) else {
      throw node.error(
        Message(
          tr: "365d, 24mo veya 2y gibi bir süre gerekir (gün, ay, yıl).",
          en: "a period like 365d, 24mo or 2y is needed (days, months, years)."))
    }
    return period
  }

  /// A column of the relation by its name in the SELECT.
  private static func column(_ node: SettingsNode, _ relation: Relation) throws(SettingsError) -> SourceColumn {
    let name = try node.string()
    if let column = relation.columns.first(where: { $0.name == name }) { return column }
    let unknown = Message(
      tr: "\(relation.fileName) için “\(name)” sütunu yok.", en: "\(relation.fileName) has no column “\(name)”.")
    let question = Suggestion.question(for: name, among: relation.columns.map(\.name))
    throw node.error(question.map { unknown + $0 } ?? unknown)
  }

  private static func countedFrom(
    _ settings: SettingsMapping, _ relation: Relation
  ) throws(SettingsError) -> SourceColumn {
    guard let node = settings["counts_from"] else {
      if let column = relation.agedBy { return column }
      throw settings.node.error(
        Message(tr: "“counts_from” anahtarı eksik.", en: "the key “counts_from” is missing."))
    }
    let column = try column(node, relation)
    guard column.isMoment else {
      throw node.error(
        Message(
          tr: "“\(column.name)” bir zaman sütunu değil; süre bir andan başlar.",
          en: "“\(column.name)” is no column of time; a period counts from a moment."))
    }
    return column
  }

  private static func chosen(_ node: SettingsNode, _ relation: Relation) throws(SettingsError) -> RowClass {
    let settings = try node.mapping(["column", "in", "not_in"])
    let column = try column(try settings.required("column"), relation)
    guard (settings["in"] == nil) != (settings["not_in"] == nil), let list = settings["in"] ?? settings["not_in"] else {
      throw node.error(
        Message(tr: "“in” veya “not_in” anahtarlarından biri gerekir.", en: "either “in” or “not_in” is needed."))
    }
    var words: [String] = []
    for word in try list.list() { words.append(try StatedName.checked(word)) }
    guard !words.isEmpty else {
      throw list.error(Message(tr: "en az bir değer gerekir.", en: "at least one value is needed."))
    }
    return RowClass(column, words: words, isOfOthers: settings["not_in"] != nil)
  }
}

/// A text of the configuration that documents print: one line, and not empty.
enum StatedName {
  static func checked(_ node: SettingsNode) throws(SettingsError) -> String {
    let text = try node.string()
    guard !text.unicodeScalars.allSatisfy(\.properties.isWhitespace),
      text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
    else {
      throw node.error(
        Message(
          tr: "boş olmayan, denetim karakteri içermeyen tek satır gerekir.",
          en: "one line is needed that is not empty and has no control characters."))
    }
    return text
  }
}

extension RetentionPeriod {
  /// `365d`, as the configuration has it.
  var text: String { "\(count)\(unit.rawValue)" }
}
