import Testing

/// Expects that every word stands between the margins of its page, and that no two words cover each other.
func expectReadable(_ drawn: DrawnPDF, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let margin = 40.0
  for (page, words) in try drawn.words().enumerated() {
    #expect(!words.isEmpty, "page \(page + 1) is empty", sourceLocation: sourceLocation)
    let outside = words.filter { word in
      word.left < margin - 0.5 || word.right > word.pageWidth - margin + 0.5 || word.top < 10
        || word.bottom > word.pageHeight - 10
    }
    #expect(outside.isEmpty, "page \(page + 1): \(outside.map(\.text))", sourceLocation: sourceLocation)
    var covered: [String] = []
    let sorted = words.sorted { $0.top < $1.top }
    for (index, word) in sorted.enumerated() {
      for other in sorted[(index + 1)...] {
        if other.top > word.bottom { break }
        if word.covers(other) { covered.append("\(word.text) / \(other.text)") }
      }
    }
    #expect(covered.isEmpty, "page \(page + 1): \(covered.prefix(5))", sourceLocation: sourceLocation)
  }
}
