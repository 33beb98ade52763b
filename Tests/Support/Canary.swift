import Foundation

/// Secrets planted in a fixture: `canary-secret…` in every column that holds a token, a password or a file's key.
package enum Canary {
  /// Issues every report that the source can have, and throws where the secret is in a file, an output or a state.
  package static func expectNone(in installation: Installation) throws {
    var outputs: [String] = []
    try installation.allowClearValues()
    for code in ["OTR", "GOR", "ANM"] {
      let outcome = try installation.run(
        "report", code, "--period", "2026-10-07", "--mask", "M0", "--verbose")
      outputs += [outcome.output, outcome.errors]
    }
    outputs.append(try installation.run("source", "check", "back-office").output)
    try expectNone(in: installation, outputs: outputs)
  }

  /// Throws where the secret is in a file of the archive, or in one of some outputs.
  package static func expectNone(in installation: Installation, outputs: [String]) throws {
    guard !outputs.contains(where: { $0.contains("canary-secret") }) else {
      throw ServerFailure("a secret was printed")
    }
    // Compressed files are looked at as readers see them.
    let script = """
      cd "$1" || exit 2
      if grep -rlF canary-secret .; then exit 1; fi
      find . -name '*.pdf' -exec sh -c 'pdftotext "$1" - | grep -F canary-secret' sh {} ';'
      find . -name '*.xlsx' -exec sh -c 'unzip -p "$1" | grep -aF canary-secret' sh {} ';'
      """
    let found = try Command.run("sh", "-c", script, "sh", installation.archive)
    guard found.status == 0, found.output.isEmpty else {
      throw ServerFailure("a secret is in \(found.output.prefix(80))")
    }
  }
}
