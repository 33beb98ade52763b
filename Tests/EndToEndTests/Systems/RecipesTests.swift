import Support
import Testing

/// docs/recipes.md: every recipe as it stands there.
@Suite struct RecipesTests {
  /// The files of the page by their paths.
  private static func files() throws -> [String: String] {
    Dictionary(try PageBlocks.all(of: "docs/recipes.md").map { ($0.name, $0.text) }) { first, _ in first }
  }

  /// Tutanak set up on the tables of a recipe, with its system.
  private static func install(_ recipe: String, source: [String: String?] = [:]) throws -> Installation {
    let files = try files()
    let database = try TestServer.shared().makeDatabase(from: .empty)
    try database.execute(files[recipe + "/tables.sql"] ?? "")
    try database.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO tutanak_reader")
    let installation = try Installation(on: database, ownHome: true)
    try installation.folder.write("\(recipe)/system.yaml", "title: { tr: Deneme, en: Trial }\n")
    for (name, text) in files where name.hasPrefix(recipe + "/") && !name.hasSuffix("tables.sql") {
      try installation.folder.write(name, text)
    }
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/\(recipe)\""].merging(source) { $1 },
      settings: ["formats": "[pdf, json]", "locale": "en"])
    let check = try installation.run("source", "check")
    #expect(check.status == 0, "\(check.errors)")
    return installation
  }

  @Test(arguments: [
    ("utc", 1, 1, 60), ("epoch", 1, 1, 60), ("pairs", 4, 2, 150), ("deleted", 1, 1, 0),
  ])
  func `its sessions are those the page promises`(recipe: String, sessions: Int, users: Int, minutes: Int) throws {
    let document = try Self.install(recipe).issue("OTR", "2026-10-07").json()["document"]
    #expect(document["counts"]["sessions"].integer == sessions && document["counts"]["users"].integer == users)
    #expect(document["durations"]["recorded_sum_us"].integer == minutes * 60_000_000)
  }

  @Test func `a payload's events are those the page promises`() throws {
    let json = try Self.install("payload").issue("GOR", "2026-10-07").json()
    #expect(json["document"]["counts"]["events"].integer == 3)
    #expect(json["document"]["counts"]["login_failed"].integer == 1)
    #expect(json["unmapped"].list.map { $0["raw_type"] } == ["fatura/tamam"])
  }

  @Test func `a document says that ended sessions are deleted`() throws {
    let package = try Self.install("deleted").issue("OTR", "2026-10-07")
    #expect(try package.firstPage().contains("deletes"))
  }

  @Test func `each tenant has its register, and the schedule is for one of them`() throws {
    let files = try Self.files()
    let installation = try Self.install("tenants", source: ["parameters": "{ kiraci: kuzey }"])
    let settings = installation.database.connection(as: .reader).split(separator: " ").joined(separator: "\n")
    let service = try installation.folder.write("services", "[kulup]\n\(settings)\n")
    let sources = try #require(files["tutanak.yaml"]).replacing(
      "./tenants", with: installation.folder.path + "/tenants")
    try installation.folder.write("tutanak.yaml", "archive: \"\(installation.archive)\"\nformats: [json]\n" + sources)
    try installation.folder.write("home/schedules/monthly.yaml", try #require(files["schedules/monthly.yaml"]))
    let environment = ["PGSERVICEFILE": service] as [String: String?]
    for (index, tenant) in ["kuzey", "güney"].enumerated() {
      let outcome = try installation.run(
        words: ["report", "OTR", "--period", "2026-10-07", "--source", tenant], environment: environment)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try installation.package("OTR", index + 1).json()["document"]["counts"]["sessions"].integer == 1)
    }
    let month = "2026-11-01T02:15:00+03:00"
    #expect(try installation.run(words: ["run", "monthly"], asOf: month, environment: environment).status == 0)
    #expect(installation.packages.map(\.stem).last == "2026-OTR-000003" && installation.packages.count == 3)
    #expect(try installation.run(words: ["run", "monthly"], asOf: month, environment: environment).status == 0)
    #expect(installation.packages.count == 3)
  }
}
