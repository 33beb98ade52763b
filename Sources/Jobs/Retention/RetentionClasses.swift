import Intake
import Messages
import Settings

/// Whether the rules of one relation part its records: none may be of two rules.
enum RetentionClasses {
  /// Refuses rules of one relation of which a record could be in two.
  static func check(_ rules: [RetentionSettings.Entry]) throws(SettingsError) {
    for relation in Relation.allCases {
      let own = rules.filter { $0.relation == relation }
      guard own.count > 1 else { continue }
      var taken: [String] = []
      for entry in own {
        guard let chosen = entry.chosen, chosen.column == own[0].chosen?.column else { throw overlap(entry, relation) }
        if chosen.isOfOthers { continue }
        if chosen.words.contains(where: taken.contains) { throw overlap(entry, relation) }
        taken += chosen.words
      }
      let others = own.filter { $0.chosen?.isOfOthers == true }
      for entry in others where others.count > 1 || taken.contains(where: { entry.chosen?.words.contains($0) == false })
      {
        throw overlap(entry, relation)
      }
    }
  }

  /// The records of a relation that no rule is about; nil where every record has one.
  static func rest(_ rules: [RetentionSettings.Entry]) -> RowClass? {
    guard let column = rules.first?.chosen?.column else { return nil }
    let named = rules.compactMap(\.chosen).filter { !$0.isOfOthers }.flatMap(\.words)
    guard let others = rules.compactMap(\.chosen).first(where: \.isOfOthers) else {
      return RowClass(column, words: named, isOfOthers: true)
    }
    let left = others.words.filter { !named.contains($0) }
    return left.isEmpty ? nil : RowClass(column, words: left, isOfOthers: false)
  }

  private static func overlap(_ entry: RetentionSettings.Entry, _ relation: Relation) -> SettingsError {
    entry.node.error(
      Message(
        tr:
          "bir \(relation.rawValue) kaydı iki kurala birden girebilir: aynı ilişkinin kurallarında “only” aynı sütunu "
          + "ayrı değerlere böler, en çok birinde “not_in” olur ve ötekilerin bütün değerlerini sayar.",
        en: "a record of \(relation.rawValue) could be in two rules: rules of one relation part one column with “only” "
          + "into different values; at most one says “not_in”, and lists all values of the others."))
  }
}
