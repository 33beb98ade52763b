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
      #expect(lines.count == 30)
      #expect(lines.contains(Substring(line)))
    }
  }

  @Test(arguments: [
    (
      "tr",
      """
      ## A03 Başarısız denemelerin ardından başarılı giriş

      Bir kullanıcının başarılı girişinden önceki “window” içinde
      """,
      """
      - **Önem**: yüksek, orta
      - `count` = 5: başarısız giriş sayısı
      - `window` = 15m: pencere
      - `recent_successes` = 20: ağ için bakılan son başarılı girişler
      - `history` = 90d: ağ için bakılan süre
      - **Eşiklerin dayanağı**: Elastic 5 saniyede 5 ve 15 saniyede 25; Sentinel 20 dakikada 10
      - **Gerekli**: `events.user_id`, en az bir `login_success` olayı, en az bir `login_failed` olayı
      - **Varsa tam değerlendirilir**: `events.reason`, `events.ip`
      - **MITRE ATT&CK v19**: T1110.001, T1078
      - **Ayarlama**: Kaynağın nedenlerini system.yaml ile eşleyin: \
      yanlış kimlik bilgisi olmayan başarısızlıklar sayılmaz. \
      Parolasını sık yanlış yazan kullanıcılar için “count” değerini yükseltin.
      - **Kural sürümü**: 1

      """
    ),
    (
      "en",
      """
      ## A03 Success after repeated failures

      In the “window” before a user's successful sign-in,
      """,
      """
      - **Severity**: high, medium
      - `count` = 5: failed sign-ins
      - `window` = 15m: window
      - `recent_successes` = 20: latest successes looked at for networks
      - `history` = 90d: time looked at for networks
      - **Where thresholds come from**: Elastic 5 in 5 s and 25 in 15 s; Sentinel 10 in 20 min
      - **Needs**: `events.user_id`, at least one event `login_success`, at least one event `login_failed`
      - **Complete with**: `events.reason`, `events.ip`
      - **MITRE ATT&CK v19**: T1110.001, T1078
      - **Tuning**: Map the source's reasons in system.yaml: failures that are no wrong credential do not count. \
      Raise “count” where users mistype often.
      - **Rule version**: 1

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
    #expect(outcome.output.split(separator: "\n").count { $0.hasPrefix("## ") } == 30)
  }

  @Test func `an unknown rule is wrong usage, and the nearest is named`() throws {
    for (language, begin) in [
      ("tr", "tutanak: “A3” adında bir kural yok. “A03” mi demek istediniz? Kurallar: A01, A02,"),
      ("en", "tutanak: There is no rule “A3”. Did you mean “A03”? The rules are A01, A02,"),
    ] {
      let outcome = try Self.run("rules", "explain", "A3", "--locale", language)
      #expect(outcome.status == 64 && outcome.output == "")
      #expect(outcome.errors.hasPrefix(begin))
      #expect(outcome.errors.hasSuffix("D02.\n"))
    }
  }

  @Test func `a configured number is shown as such beside its default, in one chapter and in all`() throws {
    let installation = try Installation(
      on: try TestServer.shared().makeDatabase(from: .empty),
      settings: ["rules": "{ A03: { count: 8, window: 30m }, B03: { enabled: false }, required: [A01] }"])
    for words in [["rules", "explain", "A03"], ["rules", "explain"]] {
      let turkish = try installation.run(words: words, asOf: nil).output
      #expect(turkish.contains("- `count` = 8 (varsayılan 5): başarısız giriş sayısı\n"))
      let english = try installation.run(words: words + ["--locale", "en"], asOf: nil).output
      #expect(english.contains("- `window` = 30m (default 15m): window\n"))
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
