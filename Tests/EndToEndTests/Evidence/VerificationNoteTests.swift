import Files
import Support
import Testing

/// `DOGRULAMA.txt`, followed to the letter by somebody who has nothing but coreutils and OpenSSL.
@Suite struct VerificationNoteTests {
  /// A root folder with a shell, coreutils, grep and OpenSSL, and nothing else.
  private static func makeRoot(in folder: ScratchFolder) throws -> String {
    let root = folder.path + "/root"
    let script = """
      mkdir -p \(root)/package \(root)/tmp \(root)/dev \(root)/usr/bin
      touch \(root)/dev/null
      ln -s usr/bin \(root)/bin
      for program in sh sha256sum head tail tr cut date grep cat openssl; do
        path=$(readlink -f "$(command -v $program)")
        cp "$path" \(root)/usr/bin/$program
        ldd "$path" | grep -o '/[^ )]*' | while read -r library; do
          mkdir -p "\(root)$(dirname "$library")"
          cp -n "$(readlink -f "$library")" "\(root)$library"
        done
      done
      """
    let outcome = try Command.run(words: ["sh", "-c", script])
    try #require(outcome.status == 0, "\(outcome.errors)")
    return root
  }

  /// The commands of a package's note, in one of its languages.
  private static func commands(_ package: IssuedPackage, english: Bool) throws -> [String] {
    let parts = try InputFile.text(package.folder + "/DOGRULAMA.txt").split(separator: "--------\n")
    let part = try #require(english ? parts.last : parts.first)
    return part.split(separator: "\n").filter { $0.hasPrefix("$ ") }.map { String($0.dropFirst(2)) }
  }

  private static func run(_ command: String, in root: String) throws -> Command.Outcome {
    try Command.run(
      words: ["chroot", root, "/bin/sh", "-c", "cd /package && \(command)"],
      environment: ["PATH": "/usr/sbin:/usr/bin:/bin:/sbin", "LC_ALL": "C"])
  }

  @Test func `the note of a package works without the program, and its commands find a change`() throws {
    let installation = try SealedArchive.install()
    let package = installation.package("OTR", 4)
    let folder = try ScratchFolder()
    let root = try Self.makeRoot(in: folder)
    _ = try Command.run(
      words: ["sh", "-c", "cp \(package.folder)/* \(installation.archive)/ledger.jsonl \(root)/package/"])
    let (turkish, english) = (
      try Self.commands(package, english: false), try Self.commands(package, english: true)
    )
    #expect(turkish == english && turkish.count == 4)
    let outcomes = try turkish.map { try Self.run($0, in: root) }
    #expect(outcomes.map(\.status) == [0, 0, 0, 0], "\(outcomes.map(\.errors))")
    let sums = outcomes[0].output.split(separator: "\n")
    #expect(sums.count > 5 && sums.allSatisfy { $0.hasSuffix(": OK") })
    #expect(outcomes[1].errors.contains("CMS Verification successful"))
    let manifest = try package.manifest()
    let fingerprint = outcomes[2].output.lowercased().filter { $0 != ":" }
    #expect(fingerprint.contains(try #require(manifest["seal"]["certificate_sha256"].text)))
    #expect(outcomes[3].output.hasPrefix(try #require(manifest["seal"]["ledger_head"]["sha256"].text)))
    // The head stands on the cover, though in more than one line.
    let pages = try Command.run("pdftotext", "-raw", "-l", "1", "\(package.folder)/\(package.stem).pdf", "-").output
    #expect(pages.filter { !$0.isWhitespace }.contains(outcomes[3].output.prefix(64)))

    _ = try Command.run(words: ["sh", "-c", "echo >> \(root)/package/manifest.json; echo >> \(root)/package/*.pdf"])
    #expect(try Self.run(turkish[0], in: root).status != 0)
    #expect(try Self.run(turkish[1], in: root).status != 0)
  }
}
