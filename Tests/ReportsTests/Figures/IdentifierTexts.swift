import Reports

/// What a document says of identifiers, found by looking at each number between the first and the last of the period.
enum IdentifierTexts {
  /// `listed` are those of the document's rows, `begun` of those that began in the period, `read` of all there are.
  static func expected(
    listed: [String], begun: [String], read: [String], _ words: TextCatalog
  ) -> [String: String] {
    var lines: [String: String] = [:]
    if let ends = ends(listed) { lines[words[.firstLastID]] = "\(ends.first) – \(ends.last)" }
    let numbers = begun.compactMap { Int($0) }
    guard numbers.count == begun.count, let first = numbers.min(), let last = numbers.max() else { return lines }
    let title = words(.missingIDsBetween, ["first": String(first), "last": String(last)])
    lines[title] = gaps(numbers, first...last, Set(read.compactMap { Int($0) }), words)
    return lines
  }

  private static func ends(_ identifiers: [String]) -> (first: String, last: String)? {
    let numbers = identifiers.compactMap { Int($0) }.sorted()
    if numbers.count == identifiers.count, let first = numbers.first, let last = numbers.last {
      return (String(first), String(last))
    }
    let sorted = identifiers.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return sorted.first.map { ($0, sorted[sorted.count - 1]) }
  }

  private static func gaps(
    _ numbers: [Int], _ range: ClosedRange<Int>, _ read: Set<Int>, _ words: TextCatalog
  ) -> String {
    if range.count > numbers.count * 10 { return words(.sparseNumbers, ["count": String(numbers.count)]) }
    let missing = range.filter { !read.contains($0) }
    if missing.isEmpty { return words[.noGaps] }
    var stretches: [(first: Int, last: Int)] = []
    for number in missing {
      if let last = stretches.last?.last, last == number - 1 {
        stretches[stretches.count - 1].last = number
      } else {
        stretches.append((number, number))
      }
    }
    let listed = stretches.prefix(20).map { $0.first == $0.last ? "\($0.first)" : "\($0.first)–\($0.last)" }
    return "\(missing.count): \(listed.joined(separator: ", "))\(stretches.count > 20 ? " …" : "")"
  }
}
