/// Finds what a person probably meant by a misspelt word.
public enum Suggestion {
  /// The candidate nearest to `word`, or nil when none is near enough to be worth saying.
  ///
  /// Near enough is an edit distance of at most a third of the word's length, two from four letters on (two letters
  /// that changed places are two edits), and never more than three.
  public static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let limit = min(3, max(word.count < 4 ? 1 : 2, word.count / 3))
    var best: (candidate: String, distance: Int)?
    for candidate in candidates where abs(candidate.count - word.count) <= limit {
      let distance = editDistance(Array(word.lowercased()), Array(candidate.lowercased()))
      if distance <= limit, distance < (best?.distance ?? .max) { best = (candidate, distance) }
    }
    return best?.candidate
  }

  /// "Did you mean …?" for the nearest candidate, or nothing.
  public static func question(for word: String, among candidates: some Sequence<String>) -> Message? {
    nearest(to: word, among: candidates).map { candidate in
      Message(tr: "“\(candidate)” mi demek istediniz?", en: "Did you mean “\(candidate)”?")
    }
  }

  /// Levenshtein distance over characters, one row at a time.
  private static func editDistance(_ first: [Character], _ second: [Character]) -> Int {
    var previous = Array(0...second.count)
    for (i, character) in first.enumerated() {
      var current = [i + 1]
      for (j, other) in second.enumerated() {
        current.append(min(previous[j] + (character == other ? 0 : 1), previous[j + 1] + 1, current[j] + 1))
      }
      previous = current
    }
    return previous[second.count]
  }
}
