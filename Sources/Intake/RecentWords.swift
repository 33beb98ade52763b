/// What a source's words came to lately: a column of states or types holds the same few again and again.
///
/// Comparing a short text with a few others costs less than hashing it. Memory: so many words, none of them long.
struct RecentWords<Value> {
  private var known: [(word: String, value: Value)] = []

  private static var limit: Int { 16 }
  private static var longest: Int { 64 }

  /// What a word came to; nil where it was not met.
  subscript(word: String) -> Value? {
    for entry in known where entry.word == word { return entry.value }
    return nil
  }

  /// Keeps what a word came to that was not met, and returns it.
  mutating func keep(_ value: Value, of word: String) -> Value {
    if known.count < Self.limit, word.utf8.count <= Self.longest { known.append((word, value)) }
    return value
  }
}
