import Intake
import Messages
import Model
import Settings
import Support
import Testing

@Suite struct `A source system's folder` {
  let scratch: ScratchFolder

  init() throws {
    scratch = try ScratchFolder()
    try scratch.write("sessions.sql", "SELECT 1")
  }

  private func system(_ yaml: String) throws -> SourceSystem {
    try scratch.write("system.yaml", "title: { tr: Deneme, en: Trial }\n" + yaml)
    return try SourceSystem(folder: scratch.path)
  }

  @Test func `maps the source's words`() throws {
    let system = try system(
      """
      user_key: name
      events:
        ok: login_success
        nok: { type: login_failed, severity: medium }
      statuses: { open: active }
      end_reasons: { kicked: revoked }
      """)
    #expect(system.userKey == .name)
    #expect(system.events["ok"]?.kind.type == .loginSuccess)
    #expect(system.events["nok"]?.severity == .medium)
    #expect(system.statuses["open"] == .active)
    #expect(system.endReasons["kicked"] == .revoked)
  }

  /// A mistake, the line it stands on, what the complaint says.
  static let mistakes: [(String, Int, String)] = [
    ("events: { ok: login_sucess }", 2, "Did you mean “login_success”?"),
    ("statusses: {}", 2, "Did you mean “statuses”?"),
    ("statuses: { open: opened }", 2, "one of active, closed, expired, terminated"),
    ("events:\n  ok: { type: logout, severity: hihg }", 3, "needs one of info, low"),
    ("user_key: mail", 2, "one of id, name"),
    ("event_types:\n  logout: { title: { tr: Çıkış, en: Out }, severity: low }", 3, "the program has “logout” itself"),
    ("event_types:\n  other: { title: { tr: Öteki, en: Other }, severity: low }", 3, "the program has “other” itself"),
    ("event_types:\n  Ban: { title: { tr: Yasak, en: Ban }, severity: low }", 3, "begins with a small letter"),
    ("event_types:\n  yasak\u{307}: { title: { tr: Yasak, en: Ban }, severity: low }", 3, "begins with a small letter"),
    ("event_types:\n  ban:\n    title: { tr: Yasak }\n    severity: low", 4, "“en”"),
    ("event_types:\n  ban: { title: { tr: Yasak, en: Ban } }", 3, "“severity”"),
    ("event_types:\n  ban: { title: { tr: Yasak, en: Ban }, severity: hihg }", 3, "needs one of info, low"),
    (
      "event_types:\n  ban:\n    severity: low\n    title: { tr: \"a\\nb\", en: Ban }", 5,
      "without control or invisible"
    ),
    (
      "event_types:\n  ban:\n    severity: low\n    title: { tr: a, en: \"\\u202Eb\" }", 5,
      "without control or invisible"
    ),
    (
      "event_types:\n  ban:\n    severity: low\n    title: { tr: \(String(repeating: "a", count: 41)), en: b }", 5,
      "40 characters at most"
    ),
    ("event_types:\n  banned: { title: { tr: Yasak, en: Ban }, severity: low }\nevents: { b: baned }", 4, "“banned”?"),
  ]

  @Test(arguments: mistakes) func `says where a word is wrong`(_ yaml: String, _ line: Int, _ complaint: String) {
    let error = #expect(throws: SettingsError.self) { try self.system(yaml) }
    #expect(error?.line == line)
    #expect(error?.file.hasSuffix("system.yaml") == true)
    #expect(error?.message[.en].contains(complaint) == true, "\(String(describing: error))")
  }

  @Test func `may declare types of its own, which words are mapped to and which name themselves`() throws {
    let system = try system(
      """
      event_types:
        account_banned: { title: { tr: Hesap Yasaklandı, en: Account Banned }, severity: high }
      events:
        ban: account_banned
        shadow: { type: account_banned, severity: low }
      """)
    for (word, severity) in [("ban", Severity.high), ("shadow", .low), ("account_banned", .high)] {
      let meaning = system.meaning(ofEvent: word)
      #expect(meaning?.kind.name == "account_banned" && meaning?.severity == severity, "\(word)")
      #expect(meaning?.kind.type == .unmapped && meaning?.kind.ownType?.title.tr == "Hesap Yasaklandı")
    }
    #expect(system.meaning(ofEvent: "Account_Banned") == nil && system.meaning(ofEvent: "unmapped") == nil)
  }

  @Test func `must hold sessions or events`() throws {
    let empty = try ScratchFolder()
    try empty.write("system.yaml", "title: { tr: Deneme, en: Trial }")
    let error = #expect(throws: IntakeError.self) { try SourceSystem(folder: empty.path) }
    #expect(error?.message[.tr].contains("sessions.sql veya events.sql") == true)
  }

  @Test func `ships for efys with every type of its seed`() throws {
    let efys = try SourceSystem(folder: Repository.path + "/systems/efys")
    let types = [
      "login_success", "login_failed", "logout", "password_change", "password_reset", "account_locked",
      "account_unlocked",
      "role_change", "user_created", "user_disabled", "session_revoked", "mfa_enabled", "mfa_disabled",
    ]
    #expect(types.allSatisfy { efys.events[$0] != nil })
    #expect(Set(efys.queries.keys) == Set(Relation.allCases))
  }
}
