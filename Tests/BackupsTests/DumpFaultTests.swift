import Messages
import Testing

@testable import Backups

/// What pg_dump and a server say through its standard error.
@Suite struct DumpFaultTests {
  private static func outcome(_ text: String) -> ChildOutcome {
    ChildOutcome(program: "/usr/bin/pg_dump", status: 1, standardError: text)
  }

  @Test(
    arguments: [
      ("canceling statement due to lock timeout", .locked), ("canceling statement due to user request", .cancelled),
      ("canceling statement due to statement timeout", .timeLimit), ("out of shared memory", .outOfLocks),
      ("permission denied for table sessions", .forbidden), ("missing chunk number 0 for toast value 1", .damaged),
      (#"query would be affected by row-level security policy for table "t""#, .rowSecurity),
      (#"invalid byte sequence for encoding "UTF8": 0xe7"#, .encoding), ("etwas ist schiefgegangen", nil),
    ] as [(String, DumpFault?)])
  func `the cause is told apart, whatever stands around it`(said: String, fault: DumpFault?) {
    let text = """
      pg_dump: error: query failed: ERROR:  \(said)
      DETAIL:  kanarya
      pg_dump: detail: Query was: SELECT 1
      """
    #expect(DumpFault(in: text) == fault)
    let message = BackupError.dumpFailed(Self.outcome(text), fault).message
    #expect(message.en.hasPrefix("/usr/bin/pg_dump failed (1): pg_dump: error: query failed. "))
    #expect(!message.en.contains(said) && !message.en.contains("kanarya") && !message.tr.contains("kanarya"))
  }

  @Test func `a table that pg_dump waited for is locked, one whose server died is not`() {
    let query = "pg_dump: detail: Query was: LOCK TABLE public.t IN ACCESS SHARE MODE"
    #expect(DumpFault(in: "ERROR:  canceling statement due to statement timeout\n\(query)") == .locked)
    #expect(DumpFault(in: "server closed the connection unexpectedly\n\(query)") == .cut)
  }

  @Test func `a table is named where pg_dump names it, and not where only the server does`() {
    let said = "pg_dump: error: query failed: ERROR:  permission denied for table kanarya\n"
    #expect(!DumpFault.forbidden.words(in: said + "pg_dump: detail: Query was: SELECT f()").en.contains("kanarya"))
    #expect(
      DumpFault.forbidden.words(in: said + "pg_dump: detail: Query was: LOCK TABLE public.kanarya IN ACCESS SHARE MODE")
        .en.hasPrefix("kanarya: The role may not read"))
  }

  @Test(arguments: [
    ("pg_dump: error: an invented fault", "pg_dump: error: an invented fault"),
    ("HATA:  kanarya\npg_dump: error: query failed: HATA:  kanarya", "pg_dump: error: query failed"),
    ("kanarya: error", "–"), ("", "–"), ("pg_dump: hint\nERROR:  kanarya", "pg_dump: hint"),
    (
      #"pg_dump: error: connection to server at "h", port 1 failed: FATAL:  kanarya"#,
      #"pg_dump: error: connection to server at "h", port 1 failed"#
    ),
  ])
  func `only its own words are shown`(text: String, shown: String) {
    #expect(Self.outcome(text).firstError == shown)
  }
}
