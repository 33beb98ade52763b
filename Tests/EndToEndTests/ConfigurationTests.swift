import Files
import Foundation
import Support
import Testing

/// Mistakes in the files an administrator writes: each is found by day, with file, line and the way out.
@Suite struct ConfigurationTests {
  /// A change that makes a file wrong, and what is said about it.
  struct Mistake: CustomTestStringConvertible, Sendable {
    /// The file below the home; the configuration itself when empty.
    let file: String
    let text: String
    let wrong: String
    /// Line and column of the configuration, the column alone in other files.
    let place: String
    let turkish: String
    let english: String
    var testDescription: String { file + " " + wrong }

    init(_ file: String, _ text: String, _ wrong: String, _ place: String, tr: String, en: String) {
      (self.file, self.text, self.wrong, self.place, turkish, english) = (file, text, wrong, place, tr, en)
    }
  }

  private static func setUp() throws -> Installation {
    let database = try TestServer.shared().makeDatabase(from: .empty)
    let installation = try Installation(
      on: database, ownHome: true, source: ["expect_rows": nil], settings: ["mask": "M1", "look": "official"])
    return installation
  }

  private static func check(_ mistake: Mistake) throws {
    let installation = try setUp()
    let path = mistake.file.isEmpty ? installation.configuration : "\(installation.home)/\(mistake.file)"
    let right = try InputFile.text(path)
    try #require(right.contains(mistake.text))
    let range = try #require(right.range(of: mistake.text))
    // What stands in files of our own may move; the column is that of the mistake.
    let line = right[..<range.lowerBound].utf8.count { $0 == UInt8(ascii: "\n") } + 1
    let place = mistake.file.isEmpty ? mistake.place : "\(line):\(mistake.place)"
    try right.replacingCharacters(in: range, with: mistake.wrong).write(toFile: path, atomically: true, encoding: .utf8)
    for (language, message) in [("tr", mistake.turkish), ("en", mistake.english)] {
      let outcome = try installation.run("config", "check", "--locale", language)
      #expect(outcome.status == 78)
      #expect(outcome.output == "")
      #expect(outcome.errors.hasPrefix("tutanak: \(path):\(place): \(message)"))
    }
    let night = try installation.run("run", "nightly")
    // A configuration or schedule that cannot be read says nothing of a backup either; all else is about reports alone.
    let stopsAll =
      mistake.file.hasPrefix("schedules/") && !mistake.wrong.hasPrefix("[")
      || mistake.file.isEmpty && !["look: offical", "    system: efis"].contains(mistake.wrong)
    #expect(night.status == (stopsAll ? 78 : 3), "\(night.errors)")
    #expect(stopsAll || night.errors.contains("tutanak: \(path):\(place): \(mistake.turkish)"))
    #expect(installation.backups.count == (stopsAll ? 0 : 1))
    #expect(installation.packages.isEmpty)
  }

  @Test(arguments: [
    Mistake(
      "", "mask: M1", "maks: M1", "7:1", tr: "“maks” bilinmeyen bir anahtar (tutanak.yaml). “mask” mi demek istediniz?",
      en: "“maks” is an unknown key (tutanak.yaml). Did you mean “mask”? Valid keys: archive, audit, backup,"),
    Mistake(
      "", "mask: M1", "mask: M9", "7:7", tr: "“mask” için şunlardan biri: M0, M1, M2, M3 gerekir.",
      en: "“mask” needs one of M0, M1, M2, M3."),
    Mistake(
      "", "mask: M1", "mask: [M1]", "7:7", tr: "“mask” için şunlardan biri: M0, M1, M2, M3 gerekir.",
      en: "“mask” needs one of M0, M1, M2, M3."),
    Mistake(
      "", "mask: M1", "mask: M1\nmask: M2", "7:1", tr: "“mask” anahtarı iki kez yazılmış.",
      en: "the key “mask” stands twice."),
    Mistake(
      "", "mask: M1", "formats: []", "7:10", tr: "“formats” için en az bir biçim gerekir.",
      en: "“formats” needs at least one format."),
    Mistake(
      "", "mask: M1", "formats: [pdf, json, pdf]", "7:22", tr: "“pdf” iki kez yazılmış.", en: "“pdf” stands twice."),
    Mistake(
      "", "mask: M1", "deadline: 10", "7:11", tr: "“deadline” için 10s, 5m, 2h veya 90d gibi bir süre gerekir.",
      en: "“deadline” needs a duration like 10s, 5m, 2h or 90d."),
    Mistake(
      "", "mask: M1", "disk: { reserve: 5 }", "7:18",
      tr: "“disk.reserve” için 512MiB veya 2GiB gibi bir boyut gerekir.",
      en: "“disk.reserve” needs a size like 512MiB or 2GiB."),
    Mistake(
      "", "mask: M1", "backup: { jobs: 4 }", "7:17", tr: "“jobs” yalnız “format: directory” ile kullanılır.",
      en: "“jobs” goes with “format: directory” only."),
    Mistake(
      "", "mask: M1", "controller: { vkn: 123 }", "7:20",
      tr: "10 rakam gerekir (baştaki sıfırlar için tırnak kullanın).",
      en: "10 digits are needed (in quotes, for leading zeros)."),
    Mistake(
      "", "mask: M1", "mask: { M1", "8:5", tr: "YAML olarak okunamadı: ", en: "is not readable as YAML: "),
    Mistake(
      "", "look: official", "look: offical", "6:7", tr: "“offical” adında bir görünüm yok (",
      en: "there is no look “offical” ("),
    Mistake(
      "", "Europe/Istanbul", "Europe/Istambul", "8:7",
      tr: "“Europe/Istambul” adında bir saat dilimi yok. “Europe/Istanbul” mi demek istediniz?",
      en: "there is no time zone “Europe/Istambul”. Did you mean “Europe/Istanbul”?"),
    Mistake(
      "", "Europe/Istanbul", "istanbul", "8:7",
      tr: "“istanbul” adında bir saat dilimi yok. “Europe/Istanbul” mi demek istediniz?",
      en: "there is no time zone “istanbul”. Did you mean “Europe/Istanbul”?"),
    Mistake(
      "", "    system: efys", "    system: efis", "4:13", tr: "“efis” adında bir sistem yok (",
      en: "there is no system “efis” ("),
    Mistake(
      "", "  back-office:", "  ../office:", "2:3",
      tr: "kaynak adı dosya adlarında geçer: harf, rakam, “-”, “_” ve “.” kullanın, “.” ile başlamayın.",
      en: "a source's name is part of file names: use letters, digits, “-”, “_” and “.”, not “.” first."),
  ])
  func `in the configuration`(mistake: Mistake) throws {
    // Its lines: sources, back-office, connection, system; then archive, look, mask, zone.
    try Self.check(mistake)
  }

  @Test(arguments: [
    Mistake(
      "reports/OTR.yaml", "subject: sessions", "subjct: sessions", "1",
      tr: "“subjct” bilinmeyen bir anahtar (OTR.yaml). “subject” mi demek istediniz?",
      en: "“subjct” is an unknown key (OTR.yaml). Did you mean “subject”? Valid keys: classification, code,"),
    Mistake(
      "reports/OTR.yaml", "version: 2", "version: bir", "10",
      tr: "“version” için 1 ile 9999 arasında bir tam sayı gerekir.",
      en: "“version” needs a whole number from 1 to 9999."),
    Mistake(
      "reports/OTR.yaml", "code: OTR", "code: GOR", "7", tr: "“code” dosyanın adıyla aynı olmalı: OTR.",
      en: "“code” must be what the file is called: OTR."),
    Mistake(
      "reports/OTR.yaml", "- end_bases", "- end_base", "5",
      tr: "“end_base” adında bir bölüm yok; bölümler: summary,",
      en: "there is no section “end_base”; the sections are summary,"),
    Mistake(
      "schedules/nightly.yaml", "period: yesterday", "period: yesterdy", "9",
      tr: "“yesterdy” bir dönem olarak okunamadı. Örnekler: ", en: "“yesterdy” is not a period. Examples: "),
    Mistake(
      "schedules/nightly.yaml", "[OTR, GOR, ANM, YDK, MHR]", "[OTR, GOOR, ANM, YDK, MHR]", "16",
      tr: "reports/GOOR.yaml yok; olanlar: ADL, ADR, ANM, AYR, BSV, EDR, GOR, IHL, IMH, MHR, OTR, RIZ, SKL, "
        + "YDK, YON. “GOR” mi demek istediniz?",
      en: "There is no reports/GOOR.yaml; there are: ADL, ADR, ANM, AYR, BSV, EDR, GOR, IHL, IMH, MHR, OTR, RIZ, SKL, "
        + "YDK, YON. Did you mean “GOR”?"),
    Mistake(
      "schedules/nightly.yaml", "backup: true", "backup: evet", "9", tr: "“backup” için true veya false gerekir.",
      en: "“backup” needs true or false."),
    Mistake(
      "templates/official/template.yaml", "\"#1F4E8C\"", "mavi", "11", tr: "“#1A2238” gibi bir renk gerekir",
      en: "a colour like \"#1A2238\" is needed, in quotes."),
    Mistake(
      "words/tr.yaml", "no_rows:", "no_row:", "1",
      tr: "“no_row” bilinmeyen bir anahtar. “no_rows” mi demek istediniz?",
      en: "“no_row” is an unknown key. Did you mean “no_rows”?"),
    Mistake(
      "words/en.yaml", "cover: \"Cover\"", "cover: [Cover]", "10",
      tr: "“sheets.cover” için bir metin gerekir.", en: "“sheets.cover” needs a text."),
    Mistake(
      "systems/efys/system.yaml", "login_failed: login_failed", "login_failed: login_fail", "17",
      tr: "“events.login_failed” için şunlardan biri: login_success,", en: "“events.login_failed” needs one of "),
    Mistake(
      "systems/efys/system.yaml", "statuses:", "status:", "1",
      tr: "“status” bilinmeyen bir anahtar (system.yaml). “statuses” mi demek istediniz?",
      en: "“status” is an unknown key (system.yaml). Did you mean “statuses”?"),
  ])
  func `in reports, schedules, looks, words and systems`(mistake: Mistake) throws {
    try Self.check(mistake)
  }

  @Test func `a file that is not there, or that is a folder`() throws {
    let installation = try Self.setUp()
    let file = installation.home + "/words/en.yaml"
    try Folder.remove(file)
    let missing = try installation.run("config", "check", "--locale", "en")
    #expect(missing.status == 78)
    #expect(missing.errors == "tutanak: \(file): cannot be opened: No such file or directory.\n")
    try Folder.create(file)
    let folder = try installation.run("config", "check")
    #expect(folder.status == 78)
    #expect(folder.errors == "tutanak: \(file): okunamadı: Is a directory.\n")
    let none = try Command.run(Installation.program, "run", "nightly", "--config", "/yok.yaml", "--locale", "en")
    #expect(none.status == 78)
    #expect(none.errors == "tutanak: /yok.yaml: cannot be opened: No such file or directory.\n")
  }

  @Test func `SQL that is none: file and line, by day and by night`() throws {
    let text = "SELECT session_id, user_id,\n  -- a remark\n  started_at started_at,,\n  ended_at FROM sessions\n"
    let installation = try PlainSystem.install(files: ["sessions.sql": text])
    let file = installation.folder.path + "/plain/sessions.sql"
    for words in [["source", "check"], ["report", "OTR", "--period", "yesterday"]] {
      let outcome = try installation.run(words: words + ["--locale", "en"])
      #expect(outcome.status == 78)
      let source = words[0] == "source" ? "back-office: " : ""
      #expect(
        outcome.errors
          == "tutanak: \(source)\(file):3: syntax error at or near \",\" (42601). Correct the SQL of the system folder.\n"
      )
    }
    #expect(installation.published == [])
  }

  @Test(arguments: [
    (
      "SELECT session_id, user_id, started_at AT TIME ZONE 'UTC' AS started_at FROM sessions", "",
      "the column “started_at” must be timestamptz; convert it with “x AT TIME ZONE :'zone'” (“x AT TIME ZONE 'UTC'” if the "
        + "application writes UTC)."
    ),
    (
      "SELECT session_id, user_id, started_at AS start_at FROM sessions", "",
      "the required column “started_at” is missing; add it to the SELECT list. Is “start_at” meant?"
    ),
    (
      "SELECT * FROM sessions\nWHERE started_at > :'form'", ":2",
      ":'form' is unknown; there are: :'from', :'to', :'zone'."
    ),
    (
      "SELECT * FROM sessions;\nDELETE FROM sessions", ":1",
      "the file must hold one SELECT; remove the “;” in its middle."
    ),
  ])
  func `SQL that does not fit`(sql: String, line: String, message: String) throws {
    let installation = try PlainSystem.install(files: ["sessions.sql": sql + "\n"])
    let outcome = try installation.run("source", "check", "--locale", "en")
    #expect(outcome.status == 78)
    #expect(
      outcome.errors == "tutanak: back-office: \(installation.folder.path)/plain/sessions.sql\(line): \(message)\n")
  }
}
