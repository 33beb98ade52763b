import Support
import Testing

/// What `tutanak rules` says to a person who wants to know what the program looks for.
@Suite struct RulesCommandTests {
  /// Runs the program where nothing is configured.
  private static func run(_ words: String...) throws -> Command.Outcome {
    let folder = try ScratchFolder()
    return try Command.run(
      words: [Installation.program] + words,
      environment: ["TUTANAK_CONFIG": nil, "TUTANAK_HOME": nil, "HOME": folder.path], in: folder.path)
  }

  @Test func `list needs no configuration and names every rule with its severities`() throws {
    for (language, line) in [
      ("tr", "A03  Başarısız denemelerin ardından başarılı giriş  [yüksek, orta]"),
      ("en", "A03  Success after repeated failures  [high, medium]"),
    ] {
      let outcome = try Self.run("rules", "list", "--locale", language)
      #expect(outcome.status == 0 && outcome.errors == "")
      let lines = outcome.output.split(separator: "\n")
      #expect(lines.count == 31)
      #expect(lines.contains(Substring(line)))
    }
  }

  @Test(arguments: [
    (
      "tr",
      """
      ## A03 Başarısız denemelerin ardından başarılı giriş

      a) Bir kullanıcının başarılı girişinden önceki “window” içinde
      """,
      """
      - **Önem**: yüksek, orta
      - `count` = 5: a: başarısız giriş sayısı
      - `window` = 15m: a: pencere
      - `recent_successes` = 20: ağ için bakılan son başarılı girişler
      - `history` = 90d: ağ için bakılan süre
      - `address_count` = 5: b: başka adlarla başarısız giriş sayısı
      - `address_window` = 30m: b: pencere
      - `address_names` = 10: b: yüksek önem için farklı ad sayısı
      - **Eşiklerin dayanağı**: Elastic 5 saniyede 5 ve 15 saniyede 25; Sentinel 20 dakikada 10
      - **Gerekli (a)**: `events.user_id`, en az bir `login_success` olayı, en az bir `login_failed` olayı
      - **Varsa tam değerlendirilir (a)**: `events.reason`, `events.ip`
      - **Gerekli (b)**: `events.user_id`, `events.ip`, en az bir `login_success` olayı, \
      en az bir `login_failed` olayı, herkesin satırları (`--user` olmadan)
      - **Varsa tam değerlendirilir (b)**: `events.reason`
      - **MITRE ATT&CK v19**: T1110.001, T1078
      - **Ayarlama**: Kaynağın nedenlerini system.yaml ile eşleyin: \
      yanlış kimlik bilgisi olmayan başarısızlıklar sayılmaz. \
      Parolasını sık yanlış yazan kullanıcılar için “count” değerini yükseltin.
      - **Kural sürümü**: 2

      """
    ),
    (
      "en",
      """
      ## A03 Success after repeated failures

      a) In the “window” before a user's successful sign-in,
      """,
      """
      - **Severity**: high, medium
      - `count` = 5: a: failed sign-ins
      - `window` = 15m: a: window
      - `recent_successes` = 20: latest successes looked at for networks
      - `history` = 90d: time looked at for networks
      - `address_count` = 5: b: failed sign-ins under other names
      - `address_window` = 30m: b: window
      - `address_names` = 10: b: different names for high
      - **Where thresholds come from**: Elastic 5 in 5 s and 25 in 15 s; Sentinel 10 in 20 min
      - **Needs (a)**: `events.user_id`, at least one event `login_success`, at least one event `login_failed`
      - **Complete with (a)**: `events.reason`, `events.ip`
      - **Needs (b)**: `events.user_id`, `events.ip`, at least one event `login_success`, \
      at least one event `login_failed`, everybody\'s rows (no `--user`)
      - **Complete with (b)**: `events.reason`
      - **MITRE ATT&CK v19**: T1110.001, T1078
      - **Tuning**: Map the source's reasons in system.yaml: failures that are no wrong credential do not count. \
      Raise “count” where users mistype often.
      - **Rule version**: 2

      """
    ),
  ])
  func `explain says what, with which numbers, why and how to tune it`(
    language: String, begin: String, end: String
  ) throws {
    let outcome = try Self.run("rules", "explain", "a03", "--locale", language)
    #expect(outcome.status == 0 && outcome.errors == "")
    #expect(outcome.output.hasPrefix(begin))
    #expect(outcome.output.hasSuffix(end))
  }

  @Test func `explain without a rule is the manual`() throws {
    let outcome = try Self.run("rules", "explain", "--locale", "en")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("# The rules\n"))
    #expect(outcome.output.split(separator: "\n").count { $0.hasPrefix("## ") } == 31)
  }

  @Test func `an unknown rule is wrong usage, and the nearest is named`() throws {
    for (language, begin) in [
      ("tr", "tutanak: “A3” adında bir kural yok. “A03” mi demek istediniz? Kurallar: A01, A02,"),
      ("en", "tutanak: There is no rule “A3”. Did you mean “A03”? The rules are A01, A02,"),
    ] {
      let outcome = try Self.run("rules", "explain", "A3", "--locale", language)
      #expect(outcome.status == 64 && outcome.output == "")
      #expect(outcome.errors.hasPrefix(begin))
      #expect(outcome.errors.hasSuffix("D03.\n"))
    }
  }

  @Test func `a configured number is shown as such beside its default, in one chapter and in all`() throws {
    let installation = try Installation(
      on: try TestServer.shared().makeDatabase(from: .empty),
      settings: ["rules": "{ A03: { count: 8, window: 30m }, B03: { enabled: false }, required: [A01] }"])
    for words in [["rules", "explain", "A03"], ["rules", "explain"]] {
      let turkish = try installation.run(words: words, asOf: nil).output
      #expect(turkish.contains("- `count` = 8 (varsayılan 5): a: başarısız giriş sayısı\n"))
      let english = try installation.run(words: words + ["--locale", "en"], asOf: nil).output
      #expect(english.contains("- `window` = 30m (default 15m): a: window\n"))
      #expect(english.contains("- `recent_successes` = 20: latest"))
    }
    let list = try installation.run("rules", "list", "--locale", "en").output.split(separator: "\n")
    #expect(
      list.filter { $0.contains("(") } == [
        "A01  Account brute force  [medium, high]  (required)",
        "B03  Off-hours or rare-hour sign-in  [info, low]  (switched off)",
      ])
    #expect(try installation.run("rules", "list").output.contains("  (kapatıldı)\n"))
  }
}
