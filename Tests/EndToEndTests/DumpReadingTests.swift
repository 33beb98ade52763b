import Files
import Support
import Testing

/// A dump is read to its end before it is published, in every shape: a program that says it dumped is not believed.
@Suite struct DumpReadingTests {
  /// Settings, and a script that spoils what the real pg_dump makes, with exit status 0.
  static let spoilt: [(String, String)] = [
    ("format: custom, compression: gzip", #"$REAL "$@" | head -c 20000"#),
    ("format: custom, compression: none", #"$REAL "$@" | head -c 20000"#),
    ("format: plain, compression: zstd", #"$REAL "$@" | head -c 20000"#),
    ("format: plain, compression: gzip", #"$REAL "$@" | head -c 20000"#),
    ("format: plain, compression: none", #"$REAL "$@" | head -c 20000"#),
    // Of the folder's files the largest loses its second half.
    ("format: directory, compression: gzip", spoilFolder), ("format: directory, compression: none", spoilFolder),
  ]

  private static let spoilFolder = #"""
    $REAL "$@" || exit
    for word in "$@"; do case $word in --file=*) folder=${word#--file=};; esac; done
    largest=$(ls -S "$folder" | grep -v toc | head -n 1)
    truncate -s $(($(stat -c %s "$folder/$largest") / 2)) "$folder/$largest"
    """#

  @Test func `half a dump is none`() throws {
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .efysSmall))
    for (backup, script) in Self.spoilt {
      try installation.replaceDump(script)
      let tool = installation.folder.path + "/bin/pg_dump"
      try installation.configure(settings: ["backup": "{ \(backup), pg_dump: \(tool) }"])
      let outcome = try installation.run("backup", "create", "--locale", "en")
      #expect(outcome.status == 74, "\(backup): \(outcome.errors)")
      #expect(outcome.errors.contains("The dump cannot be read to its end"), "\(backup): \(outcome.errors)")
      #expect(installation.backups == [], "\(backup)")
    }
  }
}
