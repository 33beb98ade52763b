import Reports

/// What a document says of the identifiers it counts, found by looking at each number between the first and the last.
enum IdentifierTexts {
  static func expected(_ identifiers: [String], _ words: TextCatalog) -> [String: String] {
    guard !identifiers.isEmpty else { return [:] }
    let numbers = identifiers.compactMap { Int($0) }.sorted()
    guard numbers.count == identifiers.count, let first = numbers.first, let last = numbers.last else {
      let sorted = identifiers.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      return [
        words[.firstLastID]: "\(sorted[0]) – \(sorted[sorted.count - 1])",
        words[.missingIDs]: words[.gapsNotExamined],
      ]
    }
    return [words[.firstLastID]: "\(first) – \(last)", words[.missingIDs]: gaps(numbers, first...last, words)]
  }

  private static func gaps(_ numbers: [Int], _ range: ClosedRange<Int>, _ words: TextCatalog) -> String {
    if range.count > numbers.count * 10 { return words[.gapsNotExamined] }
    let missing = range.filter { !numbers.contains($0) }
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
