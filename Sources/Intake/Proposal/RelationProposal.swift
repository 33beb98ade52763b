package import Messages
package import Model

/// A SELECT that is proposed for a relation, and why it looks as it does.
package struct RelationProposal: Sendable {
  /// The relation.
  package let relation: Relation
  /// The table it reads, as SQL writes it.
  package let table: String
  /// Other tables that looked likely, the likeliest first.
  package let alternatives: [String]
  /// What a person has to decide or look at.
  package let doubts: [Message]
  /// Words of the sample, by the column whose mapping they are for, the most frequent first.
  package let words: [SourceColumn: [(word: String, count: Int)]]
  /// Whether the only thing known of a user is a name.
  package let hasNamesAsKeys: Bool
  private let items: [(column: SourceColumn, expression: String)]
  private let conditions: [String]

  init(
    _ relation: Relation, table: String, alternatives: [String], doubts: [Message],
    words: [SourceColumn: [(word: String, count: Int)]], hasNamesAsKeys: Bool,
    items: [(column: SourceColumn, expression: String)], conditions: [String]
  ) {
    self.relation = relation
    self.table = table
    self.alternatives = alternatives
    self.doubts = doubts
    self.words = words
    self.hasNamesAsKeys = hasNamesAsKeys
    self.items = items
    self.conditions = conditions
  }

  /// The SELECT, with its doubts above it.
  package func sql(in language: Language) -> String {
    let comments = doubts.flatMap { doubt in
      // A comment ends with its line, whatever a name holds.
      doubt[language].split(whereSeparator: \.isNewline).map { "-- " + $0 }
    }
    let list = items.map { item in
      "  " + (item.expression == item.column.name ? "" : "\(item.expression) AS ") + item.column.name
    }.joined(separator: ",\n")
    let condition = conditions.isEmpty ? "" : "\nWHERE " + conditions.joined(separator: "\n  AND ")
    return (comments + ["SELECT", list]).joined(separator: "\n") + "\nFROM \(table)\(condition)\n"
  }
}
