import Testing

@Suite struct `The size of things` {
  @Test func `stays readable: files`() throws {
    let files = try SourceTree("Sources").files
    for file in files { #expect(file.lines.count <= 500, "\(file.path) has \(file.lines.count) lines") }
    let sizes = files.map(\.lines.count).sorted()
    #expect(sizes[sizes.count / 2] <= 120)
    #expect(sizes[sizes.count * 9 / 10] <= 300)
  }

  @Test func `stays readable: functions`() throws {
    for file in try SourceTree("Sources", "Tests").files {
      for function in functions(of: file) {
        #expect(function.length <= 70, "\(file.path):\(function.line) is \(function.length) lines long")
      }
    }
  }

  /// Functions and initialisers by the line they begin on; the closing brace stands under the first word.
  private func functions(of file: SourceTree.File) -> [(line: Int, length: Int)] {
    var result: [(line: Int, length: Int)] = []
    for (index, line) in file.lines.enumerated() {
      let words = line.split(separator: " ")
      guard words.contains("func") || words.contains(where: { $0.hasPrefix("init(") || $0 == "deinit" }),
        !line.contains("//"), !line.hasSuffix("}")
      else { continue }
      let indentation = line.prefix { $0 == " " }
      let end = file.lines[(index + 1)...].firstIndex { $0 == indentation + "}" }
      if let end { result.append((index + 1, end - index + 1)) }
    }
    return result
  }
}
