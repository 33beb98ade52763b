import Files

extension Installation {
  /// Puts a report of a test's own into the home, which must be its own too: the sections are lines of the YAML list.
  package func writeReport(_ code: String, subject: String, sections: [String]) throws {
    let text = try InputFile.text(Repository.path + "/reports/OTR.yaml")
    let head = text.split(separator: "\n", omittingEmptySubsequences: false).prefix { $0 != "sections:" }.map { line in
      switch line {
      case "code: OTR": "code: \(code)"
      case "subject: sessions": "subject: \(subject)"
      default: String(line)
      }
    }
    let lines = head + ["sections:"] + sections.map { "  - \($0)" }
    try folder.write("home/reports/\(code).yaml", lines.joined(separator: "\n") + "\n")
  }
}
