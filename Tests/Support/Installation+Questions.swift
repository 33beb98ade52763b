import Files
import Foundation

extension Installation {
  /// Has a question answered with `tutanak audit` and returns the package; anything but success is an error with the
  /// program's own words.
  package func ask(_ words: [String], asOf: String? = night, wrapper: [String] = []) throws -> IssuedPackage {
    let outcome = try run(words: ["audit"] + words + ["--json"], asOf: asOf, wrapper: wrapper)
    guard outcome.status == 0 else { throw ServerFailure("status \(outcome.status): \(outcome.errors)") }
    return IssuedPackage(try JSON(text: outcome.output)["documents"][0]["folder"].text ?? "", in: folder)
  }

  /// The lines of the archive's ledger.
  package func ledger() throws -> [JSON] {
    try InputFile.text(archive + "/ledger.jsonl").split(separator: "\n").map { try JSON(text: String($0)) }
  }

  /// Lets whoever asks have clear values (M0) without a second person.
  package func allowClearValues() throws {
    let text = try InputFile.text(configuration)
    try (text + "audit: { approval: off }\n").write(toFile: configuration, atomically: true, encoding: .utf8)
  }
}
