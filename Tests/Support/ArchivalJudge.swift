import Files
import Foundation

/// PDFBox Preflight, which says whether PDFs are PDF/A-1b (ISO 19005-1).
package enum ArchivalJudge {
  private static let libraries = [
    "preflight", "pdfbox2", "xmpbox", "fontbox2", "commons-logging", "javax.activation", "jaxb-api",
  ].map { "/usr/share/java/\($0).jar" }

  /// What it objects to, by the path of the file; a file it has nothing to say against has an empty list.
  ///
  /// Java starts slowly, so it is asked about all files at once.
  package static func objections(to paths: [String]) throws -> [String: [String]] {
    let folder = try ScratchFolder()
    // Names may be alike in different packages.
    var names: [String: String] = [:]
    for (index, path) in paths.enumerated() {
      try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/\(index).pdf", withDestinationPath: path)
      names["\(index).pdf"] = path
    }
    let list = names.keys.sorted().map { "\(folder.path)/\($0)\n" }.joined()
    let outcome = try Command.run(
      "java", "-XX:TieredStopAtLevel=1", "-cp", libraries.joined(separator: ":"),
      "org.apache.pdfbox.preflight.Validator_A1b", "xml", "group", try folder.write("list", list))
    guard outcome.status == 0 else { throw ServerFailure("Preflight: \(outcome.errors)") }
    let report = try InputFile.text(folder.path + "/list.preflight.xml")
    var objections: [String: [String]] = [:]
    for match in report.matches(of: /<preflight name="([^"]+)">(?s)(.*?)<\/preflight>/) {
      guard let path = names[String(match.1)] else { continue }
      let details = match.2.matches(of: /<details>(.*?)<\/details>/).map { String($0.1) }
      let isValid = match.2.contains("<isValid type=\"PDF/A1-b\">true</isValid>")
      objections[path] = isValid ? [] : details.isEmpty ? ["not valid"] : details
    }
    for path in paths where objections[path] == nil { objections[path] = ["not judged"] }
    return objections
  }
}
