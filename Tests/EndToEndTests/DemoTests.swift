import Foundation
import Support
import Testing

/// The demo's script, with a small program in Tutanak's place.
@Suite struct DemoTests {
  private static let program = """
    #!/bin/sh
    while [ "$1" != --config ]; do shift; done
    archive=$(sed -n 's/^archive: "\\(.*\\)"/\\1/p' "$2")
    connection=$(sed -n 's/.*connection: "\\(.*\\)"/\\1/p' "$2")
    [ -e "$archive" ] && exit 70
    mkdir -p "$archive/2026/2026-OTR-000001" "$archive/backups/efys/20261007T231500Z"
    cd "$archive"
    psql -X -A -t -d "$connection" -c 'SELECT current_user, count(*) FROM sessions' >2026/2026-OTR-000001/a.json
    touch 2026/2026-OTR-000001/a.pdf 2026/2026-OTR-000001/a.xlsx 2026/2026-OTR-000001/manifest.json
    touch backups/efys/20261007T231500Z/efys.dump
    stat -c %a "$2"
    exit "$STATUS"
    """

  @Test func `it starts anew each time, names what was made and keeps the program's status`() throws {
    let scratch = try ScratchFolder()
    let program = try scratch.write("tutanak", Self.program)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    for status: Int32 in [0, 3] {
      let outcome = try Command.run(
        Repository.path + "/demo/run",
        environment: [
          "TUTANAK": program, "TUTANAK_DEMO": scratch.path + "/a night", "STATUS": "\(status)",
        ])
      #expect(outcome.status == status)
      let lines = outcome.output.split(separator: "\n")
      #expect(lines.contains("600"))
      let document = #"/a\ night/archive/2026/2026-OTR-000001/a"#
      for (title, file) in [
        ("PDF", document + ".pdf"), ("Workbook", document + ".xlsx"), ("JSON", document + ".json"),
        ("Dump", #"/a\ night/archive/backups/efys/20261007T231500Z/efys.dump"#),
      ] {
        #expect(lines.count { $0.hasPrefix("  " + title) && $0.hasSuffix(scratch.path + file) } == 1)
      }
      #expect(!outcome.output.contains("manifest.json"))
      let json = scratch.path + "/a night/archive/2026/2026-OTR-000001/a.json"
      #expect(try String(contentsOfFile: json, encoding: .utf8) == "tutanak_reader|20000\n")
    }
  }
}
