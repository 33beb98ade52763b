import Testing

@Suite struct `The rules` {
  private static let folder = "Sources/Analysis/Rules"

  /// The types of a file that are rules.
  private func rules(in file: SourceTree.File) -> [String] {
    file.lines.compactMap { line in
      let words = line.split { " :,".contains($0) }
      guard let kind = words.firstIndex(where: { ["struct", "class", "actor", "enum"].contains($0) }) else {
        return nil
      }
      let inherited = line.split(separator: ":").dropFirst().joined().split { " ,{".contains($0) }
      return inherited.contains("Rule") && kind + 1 < words.count ? String(words[kind + 1]) : nil
    }
  }

  @Test func `are declared one a file, under the file's name`() throws {
    let files = try SourceTree(Self.folder).files
    #expect(!files.isEmpty)
    for file in files { #expect(rules(in: file).map { $0 + ".swift" } == [file.name], "\(file.path)") }
    for file in try SourceTree("Sources").files where !file.path.hasPrefix(Self.folder + "/") {
      #expect(rules(in: file).isEmpty, "\(file.path) declares a rule outside the folder of rules")
    }
  }

  @Test func `are listed, one a line and each once`() throws {
    let list = try SourceTree.text("Sources/Analysis/RuleList.swift").split(separator: "\n")
    let begin = try #require(list.firstIndex { $0.hasSuffix("[any Rule.Type] = [") })
    let entries = list[(begin + 1)...].prefix { $0 != "  ]" }
    for entry in entries {
      #expect(entry.hasPrefix("    ") && entry.hasSuffix(".self,"), "\(entry) is not one rule on one line")
    }
    let names = entries.map { String($0.dropFirst(4).dropLast(6)) }
    #expect(try names.sorted() == SourceTree.names(in: Self.folder))
  }

  @Test func `have their tests`() throws {
    let tests = try Set(SourceTree.names(in: "Tests/AnalysisTests/Rules"))
    for name in try SourceTree.names(in: Self.folder) {
      #expect(tests.contains(name + "Tests"), "Tests/AnalysisTests/Rules/\(name)Tests.swift is missing")
    }
  }

  @Test func `say what bounds their memory`() throws {
    for file in try SourceTree(Self.folder).files {
      let declaration = try #require(file.lines.firstIndex { $0.contains(": Rule {") }, "\(file.path)")
      let comment = file.lines[..<declaration].reversed().prefix { $0.hasPrefix("///") }
      #expect(comment.contains { $0.hasPrefix("/// Memory: ") }, "\(file.path) does not say what bounds its memory")
    }
  }
}
