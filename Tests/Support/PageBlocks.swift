import Files

/// The blocks of code of a page of the documentation, which tests carry out as they stand there.
package enum PageBlocks {
  /// The blocks in their order; each is named by the last word behind its opening marks, such as a file's path.
  package static func all(of page: String) throws -> [(name: String, text: String)] {
    var blocks: [(name: String, text: String)] = []
    var open: (name: String, lines: [Substring])?
    for line in try InputFile.text(Repository.path + "/" + page).split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      if !line.hasPrefix("```") {
        open?.lines.append(line)
      } else if let block = open {
        blocks.append((block.name, block.lines.joined(separator: "\n") + "\n"))
        open = nil
      } else {
        open = (String(line.split(separator: " ").last ?? ""), [])
      }
    }
    return blocks
  }
}
