import Files
import Foundation
import Support
import Testing

/// Mistakes in the `rules` block and in the files it names: each is found before anything is read or written.
@Suite struct RuleConfigurationTests {
  /// A `rules` block that is wrong, and what is said about it.
  struct Mistake: CustomTestStringConvertible, Sendable {
    /// What follows `rules: `, which stands on line 6.
    let rules: String
    let place: String
    let turkish: String
    let english: String
    var testDescription: String { rules }

    init(_ rules: String, _ place: String, tr: String, en: String) {
      (self.rules, self.place, turkish, english) = (rules, place, tr, en)
    }
  }

  private static func install(_ rules: String, ownHome: Bool = false) throws -> Installation {
    try Installation(
      on: TestServer.shared().makeDatabase(from: .empty), ownHome: ownHome, source: ["expect_rows": nil],
      settings: ["rules": rules])
  }

  /// By day and by night the same place is named, and nothing was issued; the backup is made where the mistake is in a
  /// file that only reports are made from.
  private static func expect(
    _ installation: Installation, _ place: String, tr turkish: String, en english: String, hasBackup: Bool = false,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for words in [["config", "check"], ["run", "nightly"], ["run", "nightly", "--dry-run"]] {
      for (language, message) in [("tr", turkish), ("en", english)] {
        let isPartial = hasBackup && words == ["run", "nightly"] && installation.backups.isEmpty
        let outcome = try installation.run(words: words + ["--locale", language])
        #expect(outcome.status == (isPartial ? 3 : 78), sourceLocation: sourceLocation)
        #expect(outcome.output == "", sourceLocation: sourceLocation)
        let errors = outcome.errors.replacingOccurrences(of: installation.folder.path, with: "")
        #expect(errors.hasPrefix("tutanak: \(place): \(message)"), sourceLocation: sourceLocation)
      }
    }
    #expect(installation.packages.isEmpty, sourceLocation: sourceLocation)
    #expect(installation.backups.count == (hasBackup ? 1 : 0), sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    Mistake(
      "{ A99: { count: 5 } }", "6:10", tr: "“A99” bilinmeyen bir anahtar (rules). “A09” mi demek istediniz? Geçerli",
      en: "“A99” is an unknown key (rules). Did you mean “A09”? Valid keys: A01, A02,"),
    Mistake(
      "{ requird: [A01] }", "6:10",
      tr: "“requird” bilinmeyen bir anahtar (rules). “required” mi demek istediniz? Geçerli anahtarlar:",
      en: "“requird” is an unknown key (rules). Did you mean “required”? Valid keys:"),
    Mistake(
      "\n  A01: { count: 9 }\n  A03: { cuont: 5 }", "8:10",
      tr: "“cuont” bilinmeyen bir anahtar (rules.A03). “count” mi demek istediniz? Geçerli anahtarlar: address_count,",
      en: "“cuont” is an unknown key (rules.A03). Did you mean “count”? Valid keys: address_count, address_names,"),
    Mistake(
      "{ A03: { disabled: true } }", "6:17", tr: "“disabled” bilinmeyen bir anahtar (rules.A03). Geçerli anahtarlar:",
      en: "“disabled” is an unknown key (rules.A03). Valid keys: address_count, address_names, address_window,"),
    Mistake(
      "{ A03: disabled }", "6:15", tr: "“rules.A03” için anahtar: değer satırları gerekir.",
      en: "“rules.A03” needs key: value lines."),
    Mistake(
      "{ A03: { enabled: disabled } }", "6:26", tr: "“rules.A03.enabled” için true veya false gerekir.",
      en: "“rules.A03.enabled” needs true or false."),
    Mistake(
      "{ A03: { count: 10m } }", "6:24", tr: "“rules.A03.count” için 1 ile 1000000 arasında bir tam sayı gerekir.",
      en: "“rules.A03.count” needs a whole number from 1 to 1000000."),
    Mistake(
      "{ A03: { count: 0 } }", "6:24", tr: "“rules.A03.count” için 1 ile 1000000 arasında bir tam sayı gerekir.",
      en: "“rules.A03.count” needs a whole number from 1 to 1000000."),
    Mistake(
      "{ A03: { window: 15 } }", "6:25", tr: "“rules.A03.window” için 10s, 5m, 2h veya 90d gibi bir süre gerekir.",
      en: "“rules.A03.window” needs a duration like 10s, 5m, 2h or 90d."),
    Mistake(
      "{ B03: { opens: 25 } }", "6:24", tr: "“rules.B03.opens” için 0 ile 24 arasında bir tam sayı gerekir.",
      en: "“rules.B03.opens” needs a whole number from 0 to 24."),
    Mistake(
      "{ B03: { share: 1.5 } }", "6:24", tr: "“rules.B03.share” için 0 ile 100 arasında bir tam sayı gerekir.",
      en: "“rules.B03.share” needs a whole number from 0 to 100."),
    Mistake(
      "{ required: [A01, A3] }", "6:26", tr: "“A3” adında bir kural yok. “A03” mi demek istediniz? Kurallar: A01,",
      en: "there is no rule “A3”. Did you mean “A03”? The rules are A01,"),
    Mistake(
      "{ required: A01 }", "6:20", tr: "“rules.required” için bir liste gerekir.",
      en: "“rules.required” needs a list."),
    Mistake(
      "{ lookback: 90 }", "6:20", tr: "“rules.lookback” için 10s, 5m, 2h veya 90d gibi bir süre gerekir.",
      en: "“rules.lookback” needs a duration like 10s, 5m, 2h or 90d."),
    Mistake(
      "{ trusted_egress: [10.0.0.0/8, 192.0.2.0/33] }", "6:39", tr: "10.0.0.0/8 gibi bir ağ gerekir.",
      en: "a network like 10.0.0.0/8 is needed."),
    Mistake(
      "{ trusted_egress: [vpn.example] }", "6:27", tr: "10.0.0.0/8 gibi bir ağ gerekir.",
      en: "a network like 10.0.0.0/8 is needed."),
    Mistake(
      "{ working_hours: { opens: 9, closes: 9 } }", "6:45",
      tr: "mesai bitişi (closes: 9) başlangıcından (opens: 9) sonra olmalıdır;",
      en: "working hours must end (closes: 9) after they begin (opens: 9);"),
    Mistake(
      "{ working_hours: { days: [mon, fry] } }", "6:39",
      tr: "“rules.working_hours.days.2” için şunlardan biri: mon, tue, wed, thu, fri, sat, sun gerekir. “fri” mi",
      en: "“rules.working_hours.days.2” needs one of mon, tue, wed, thu, fri, sat, sun. Did you mean “fri”?"),
    Mistake(
      "{ working_hours: { days: [] } }", "6:33", tr: "en az bir iş günü gerekir.",
      en: "at least one working day is needed."),
    Mistake(
      "{ service_accounts: robot }", "6:28", tr: "“rules.service_accounts” için bir liste gerekir.",
      en: "“rules.service_accounts” needs a list."),
  ])
  func `in a value: the place, what is wrong, and the nearest that is right`(mistake: Mistake) throws {
    try Self.expect(
      try Self.install(mistake.rules), "/tutanak.yaml:\(mistake.place)", tr: mistake.turkish, en: mistake.english)
  }

  @Test(arguments: [
    Mistake(
      "{ from: 2026-10-07T03:00, to: 2026-10-07T01:00 }", "7:55",
      tr: "bakım penceresinin sonu (to) başından (from) sonra olmalıdır.",
      en: "the end (to) of a maintenance window must be later than its begin (from)."),
    Mistake(
      "{ from: 2026-10-07T03:00, to: 2026-10-07T03:00 }", "7:55",
      tr: "bakım penceresinin sonu (to) başından (from) sonra olmalıdır.",
      en: "the end (to) of a maintenance window must be later than its begin (from)."),
    Mistake(
      "{ from: 2026-10-07T03:00 }", "7:25", tr: "“to” anahtarı eksik; eklenmeli.",
      en: "the key “to” is missing and must be added."),
    Mistake(
      "{ from: 2026-02-30T03:00, to: 2026-10-07T03:00 }", "7:33", tr: "“2026-02-30T03:00”", en: "“2026-02-30T03:00”"),
  ])
  func `in a maintenance window`(mistake: Mistake) throws {
    try Self.expect(
      try Self.install("\n  maintenance_windows: [\(mistake.rules)]"), "/tutanak.yaml:\(mistake.place)",
      tr: mistake.turkish, en: mistake.english)
  }

  @Test func `a calendar that is not there`() throws {
    let installation = try Self.install("{ holidays: turky }")
    let list = "(\(Repository.path)/calendars)"
    try Self.expect(
      installation, "/tutanak.yaml:6:20",
      tr: "“turky” adında bir tatil takvimi yok \(list); olanlar: turkey, none. “turkey” mi demek istediniz?",
      en: "there is no calendar of holidays “turky” \(list); there are: turkey, none. Did you mean “turkey”?",
      hasBackup: true)
  }

  @Test func `a day of a calendar that does not exist`() throws {
    let installation = try Self.install("{ holidays: own }", ownHome: true)
    let file = "/home/calendars/own.yaml"
    for day in ["2026-02-30", "29.10.2026", "2026-10", "2026-13-01", "--1"] {
      try installation.folder.write("home/calendars/own.yaml", "days:\n  - 2026-01-01\n  - \(day)\n")
      try Self.expect(
        installation, "\(file):3:5", tr: "2026-10-29 gibi bir tarih gerekir.", en: "a date like 2026-10-29 is needed.",
        hasBackup: true)
    }
    try installation.folder.write("home/calendars/own.yaml", "dates: [2026-01-01]\n")
    try Self.expect(
      installation, "\(file):1:1", tr: "“dates” bilinmeyen bir anahtar (own.yaml). “days” mi demek istediniz?",
      en: "“dates” is an unknown key (own.yaml). Did you mean “days”?", hasBackup: true)
    try installation.folder.write("home/calendars/own.yaml", "days: [2026-01-01, 2028-02-29]\n")
    #expect(try installation.run("config", "check").status == 0)
  }

  @Test func `a GeoIP file that is not there, or none`() throws {
    let installation = try Self.install("{ geoip: /nowhere/places.mmdb }")
    try Self.expect(
      installation, "/tutanak.yaml:6:17",
      tr: "GeoIP dosyası /nowhere/places.mmdb açılamıyor: No such file or directory. rules.geoip değerini",
      en: "The GeoIP file /nowhere/places.mmdb cannot be opened: No such file or directory. Check rules.geoip and",
      hasBackup: true)
    let file = try installation.folder.write("places.mmdb", "network,country\n")
    try installation.configure(source: ["expect_rows": nil], settings: ["rules": "{ geoip: \(file) }"])
    try Self.expect(
      installation, "/tutanak.yaml:6:17",
      tr: "GeoIP dosyası /places.mmdb okunamıyor: MMDB biçiminde değil ya da yarım kalmış. Dosyayı",
      en: "The GeoIP file /places.mmdb cannot be read: it is not in MMDB format, or incomplete. Get it again",
      hasBackup: true)
    try GeoIPDatabase([.init("203.0.113.0/24", country: "TR")]).write(file)
    #expect(try installation.run("config", "check").status == 0)
  }

  @Test func `without holidays, and with everything set as it should be`() throws {
    let installation = try Self.install("{ holidays: none }")
    #expect(try installation.run("config", "check").status == 0)
    try installation.configure(settings: [
      "rules": """

        A03: { count: 8, window: 30m }
        B03: { enabled: false, opens: 0, closes: 24, share: 100 }
        S01: { speed: 1000 }
        required: [A01, A03]
        lookback: 30d
        trusted_egress: [192.0.2.0/24, 192.0.2.7, "2001:db8::/32"]
        service_accounts: [backup-robot, 17]
        shared_accounts: []
        privileged_roles: [admin, operator]
        critical_roles: [admin]
        approved_changes: ["4711"]
        maintenance_windows: [{ from: 2026-10-07T01:00, to: 2026-10-07T00:30Z }]
      """
    ])
    let outcome = try installation.run("config", "check")
    #expect(outcome.errors == "" && outcome.status == 0)
  }
}
