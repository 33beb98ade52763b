import Support
import Testing

/// What somebody reads who opens the document of every night: few lines, and every real attack among them.
///
/// Two sources that flood their rules, each of its own kind: a honeypot that is guessed at all day, and a mail tenant
/// whose telephones keep sessions open for weeks (`honeypot.sql`, `mail-tenant.sql`).
@Suite struct AnalystDayTests {
  /// A source with attacks that are known.
  struct Log: Sendable, CustomTestStringConvertible {
    let name: String
    let zone: String
    /// Of each day with an attack what was done in the end, or whom it is about, and when it began.
    let attacks: [String: (row: String, begin: String)]
    /// Days on which nothing but the flood happens.
    let quietDays: [String]
    /// The whole period, and how many days it has.
    let period: (text: String, days: Int)

    var testDescription: String { name }

    static let honeypot = Log(
      name: "honeypot", zone: "UTC",
      attacks: [
        "2026-08-09": ("girilen1-42", "03:00:09"), "2026-08-23": ("girilen2-19", "14:01:10"),
        "2026-09-10": ("girilen3-16", "02:25:00"), "2026-09-21": ("girilen4-34", "11:00:20"),
      ], quietDays: ["2026-08-22", "2026-09-11"], period: ("2026-08-01..2026-09-27", 58))
    static let mailTenant = Log(
      name: "mail-tenant", zone: "Europe/Istanbul",
      attacks: [
        "2026-06-30": ("püskürtme-42", "04:00:35"), "2026-08-05": ("u42", "09:00:00"),
        "2026-09-10": ("rol-17", "01:00:25"),
      ],
      // Mondays: after two days off everybody has more sessions than on the day before.
      quietDays: ["2026-07-13", "2026-09-07"], period: ("2026-06-01..2026-09-28", 120))

    /// Tutanak on such a source.
    func install(formats: String = "json") throws -> Installation {
      let template = DatabaseTemplate(
        name: "template_" + name.split(separator: "-").joined(separator: "_"),
        scripts: ["Tests/EndToEndTests/\(name).sql"])
      return try PlainSystem.install(
        on: TestServer.shared().makeDatabase(from: template),
        files: [
          "system.yaml": """
          title: { tr: Deneme, en: Trial }
          statuses: { açık: active, kapalı: closed }
          reasons: { bad_password: bad_password, unknown_user: unknown_user }
          """
        ],
        settings: [
          "zone": zone, "mask": "M0", "formats": "[\(formats)]", "locale": "en",
          "rules": "{ privileged_roles: [admin] }",
        ])
    }

    /// The document of a night, or of a whole period, over what the source held then.
    func document(_ installation: Installation, _ period: String) throws -> IssuedPackage {
      let lastDay = period.suffix(10)
      try installation.database.execute(
        "TRUNCATE night; INSERT INTO night VALUES (('\(lastDay)'::date + 1 + time '02:15') AT TIME ZONE 'UTC')")
      let moment = try installation.database.query("SELECT to_json(at AT TIME ZONE 'UTC') #>> '{}' || 'Z' FROM night")
      return try installation.issue("ANM", period, asOf: moment[0][0])
    }
  }

  private static func isState(_ rule: String) -> Bool {
    ["S03", "S04", "S07", "S08"].contains(rule) || rule.hasPrefix("B") || rule.hasPrefix("D")
  }

  /// What is read: a line for each incident, for each rule with a state that is new, and for each finding of neither.
  private static func lines(_ document: JSON) -> Int {
    let new = document["states"].list.filter { $0["continues_since"] == nil }
    let loose = document["findings"].list.filter { $0["incident"] == nil && !isState($0["rule"].text ?? "") }
    return document["incidents"].list.count + Set(new.map { $0["rule"].text }).count + loose.count
  }

  /// Whether an incident is the one of an attack.
  private static func holds(_ incident: JSON, _ attack: String) -> Bool {
    incident["timeline"].list.contains { $0["event"] == .text(attack) }
      || incident["keys"].list.contains { $0["key"] == .text(attack) }
  }

  @Test(arguments: [Log.honeypot, .mailTenant])
  func `at most ten lines a night, whatever happened`(log: Log) throws {
    let installation = try log.install()
    for day in log.quietDays { #expect(try Self.lines(log.document(installation, day).json()) <= 10, "\(day)") }
  }

  @Test(arguments: [Log.honeypot, .mailTenant])
  func `at most ten lines, and the attack before all others`(log: Log) throws {
    let installation = try log.install(formats: "pdf, json")
    for (day, attack) in log.attacks.sorted(by: { $0.key < $1.key }) {
      let package = try log.document(installation, day)
      let document = try package.json()
      #expect(Self.lines(document) <= 10, "\(day)")
      let first = document["incidents"][0]
      #expect(Self.holds(first, attack.row) && ["high", "critical"].contains(first["severity"].text), "\(day)")
      // Page 1 and the card say when it happened, not since when sessions are open that somebody has beside it.
      let text = try package.text()
      let severity = first["severity"] == "critical" ? "Critical" : "High"
      #expect(text.contains("the one to look at first is that of \(day) \(attack.begin)"), "\(text.prefix(900))")
      #expect(text.contains("Incident 1 · \(severity) · \(day) \(attack.begin)"))
    }
  }

  @Test(arguments: [Log.honeypot, .mailTenant])
  func `every attack of the whole period is in an incident that pages show`(log: Log) throws {
    let package = try log.document(log.install(), log.period.text)
    let document = try package.json()
    #expect(Self.lines(document) <= 10 * log.period.days)
    for attack in log.attacks.values.map(\.row) {
      let place = try #require(document["incidents"].list.firstIndex { Self.holds($0, attack) }, "\(attack)")
      // Those with a card come first.
      #expect(place < 20, "\(attack)")
    }
  }

  @Test func `what went on the night before is not new the night after`() throws {
    let log = Log.mailTenant
    let installation = try log.install()
    func states(_ day: String) throws -> [String: JSON] {
      let states = try log.document(installation, day).json()["states"].list
      return Dictionary(
        uniqueKeysWithValues: states.map {
          ("\($0["rule"].text ?? "") \($0["key"].text ?? "") \($0["branch"].text ?? "")", $0["continues_since"])
        })
    }
    let (first, second) = (try states("2026-07-22"), try states("2026-07-23"))
    let again = second.filter { first[$0.key] != nil && ["S07", "S08"].contains($0.key.prefix(3)) }
    #expect(again.count > 100 && again.allSatisfy { $0.value != nil })
    #expect(second.filter { first[$0.key] == nil }.allSatisfy { $0.value == nil })
  }
}
