package import Model

/// Raw words of a source that its `system.yaml` does not map: how often each was met.
///
/// At most a thousand different words are kept by name; what comes after is counted under one entry, so that
/// free text in a type column cannot fill the memory.
package struct UnmappedWords: Sendable {
  /// Counts by word, as the source writes it.
  package private(set) var counts: [Identifier: Int] = [:]
  /// How many rows had words beyond the thousand.
  package private(set) var unnamed = 0

  private static let limit = 1000

  /// No word met yet.
  package init() {}

  /// How many rows had an unmapped word.
  package var total: Int { counts.values.reduce(unnamed, +) }

  mutating func add(_ raw: String) {
    let word = Identifier(raw)
    if counts[word] == nil, counts.count >= Self.limit {
      unnamed += 1
    } else {
      counts[word, default: 0] += 1
    }
  }
}
