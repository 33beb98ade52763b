import Files
import Foundation
import Support
import Testing

/// From the columns of a copy back into the archive, and from there into the next documents.
@Suite struct ReviewTests {
  /// Two users guess on each of two days; nothing else of them is alike.
  private static let rows = """
    INSERT INTO users (user_id, user_name, role) SELECT 'u' || n, 'kişi' || n, 'viewer' FROM generate_series(1, 4) n;
    INSERT INTO events (event_id, occurred_at, user_id, user_name, event_type, ip)
      SELECT u || '-' || d || '-' || n, timestamptz '2026-10-07 09:00Z' + d * interval '1 day' + n * interval '20 s',
        'u' || u, 'kişi' || u, 'login_failed', '203.0.113.' || u
      FROM generate_series(1, 2) u, generate_series(0, 1) d, generate_series(1, 40) n;
    INSERT INTO events (event_id, occurred_at, user_id, user_name, event_type, ip)
      SELECT 's' || u || '-' || d, timestamptz '2026-10-07 09:14Z' + d * interval '1 day', 'u' || u, 'kişi' || u,
        'login_success', '203.0.113.' || u
      FROM generate_series(1, 2) u, generate_series(0, 1) d;
    """

  private static let formats = "[json, xlsx, pdf]"
  private static let (firstNight, secondNight) = ("2026-10-08T02:15:00Z", "2026-10-09T02:15:00Z")
  private static let desk = "2026-10-08T12:00:00Z"

  private static func install(_ settings: [String: String?] = [:]) throws -> Installation {
    try PlainSystem.install(rows, settings: ["zone": "UTC", "formats": formats].merging(settings) { $1 })
  }

  /// A copy of a package's workbook that openpyxl has opened, changed and saved; `change` sees `book`, `sheet` with the
  /// findings and `fill(rule, user, values…)`, which fills the rows of a rule about a user in and returns how many.
  private static func copy(_ package: IssuedPackage, in installation: Installation, _ change: String) throws -> String {
    let path = installation.folder.path + "/kopya.xlsx"
    let script = """
      import datetime, sys, openpyxl
      book = openpyxl.load_workbook(sys.argv[1])
      sheet = book["Bulgular"]
      heads = {cell.value: cell.column for cell in sheet[1]}
      forms = ["İnsan Değerlendirmesi", "Değerlendiren", "Karar Zamanı", "Gerekçe", "Son Geçerli Gün", "İhlal Adayı"]
      def fill(rule, user, *values):
          found = 0
          for row in range(2, sheet.max_row + 1):
              if sheet.cell(row, heads["Kural"]).value == rule and user in str(sheet.cell(row, heads["Kullanıcı / Adres"]).value):
                  found += 1
                  for head, value in zip(forms, values): sheet.cell(row, heads[head]).value = value
          assert found, [[c.value for c in row][:8] for row in sheet.iter_rows()]
          return found
      def letter(head): return openpyxl.utils.get_column_letter(heads[head])
      moment, until = datetime.datetime(2026, 10, 8, 9, 30), datetime.date(2026, 12, 31)
      \(change)
      book.save(sys.argv[2])
      """
    let outcome = try Command.run("/usr/bin/python3", "-W", "ignore", "-c", script, package.path(".xlsx"), path)
    guard outcome.status == 0 else { throw ServerFailure(outcome.errors) }
    return path
  }

  private static func take(_ path: String, into installation: Installation, _ words: String...) throws
    -> Command.Outcome
  {
    try installation.run(words: ["review", "import", path, "--locale", "en"] + words, asOf: desk)
  }

  private static func findings(_ package: IssuedPackage, _ rule: String, _ key: String) throws -> [JSON] {
    try package.json()["findings"].list.filter { $0["rule"] == .text(rule) && $0["key"] == .text(key) }
  }

  private static func codes(_ package: IssuedPackage, _ part: String) throws -> [String] {
    try package.json()["document"]["highlights"][part].list.compactMap { $0["code"].text }
  }

  @Test func `a decision comes back with who, when, why and until when, hides nothing, and ends`() throws {
    let installation = try Self.install(["mask": "M0"])
    let first = try installation.issue("ANM", "2026-10-07", asOf: Self.firstNight)
    #expect(try first.schemaFaults() == "")
    #expect(try first.says("Bu belgedeki bulgular hakkında arşive alınmış bir insan kararı yoktur."))
    let path = try Self.copy(
      first, in: installation,
      """
      fill("A01", "(u1)", "Açıklaması var", "Ayşe Denetçi", moment, "yük testi yapıldı", until, "Hayır")
      fill("A02", "203.0.113.1", "Yanlış pozitif", "Ayşe Denetçi", moment, "yük testi yapıldı", "31.12.2026")
      fill("A02", "203.0.113.2", "Doğrulandı", "Can Uzman", moment, None, None, "Evet")
      fill("A01", "(u2)", "Confirmed", "Can Uzman", "08.10.2026 10:00", None, None, "Under review")
      """)
    let dry = try Self.take(path, into: installation, "--dry-run")
    #expect(dry.status == 0 && dry.output.contains("In a dry run"), "\(dry.errors)")
    #expect(!Folder.exists(installation.archive + "/reviews"))
    let taken = try Self.take(path, into: installation, "--reason", "haftalık inceleme")
    #expect(taken.status == 0 && taken.output.contains("reviews/2026-ANM-000001/001"), "\(taken.errors)")
    #expect(taken.output.contains("confirmed 2") && taken.output.contains("possible breaches: 1"), "\(taken.output)")
    let again = try Self.take(path, into: installation)
    #expect(again.status == 65 && again.errors.contains("nothing new was taken in"), "\(again.errors)")

    let record = try JSON(file: installation.archive + "/reviews/2026-ANM-000001/001/review.json")
    #expect(record["reviews"].list.count == 4 && record["document"] == "2026/ANM-000001")
    let digest = try Command.run("sha256sum", path).output.prefix(64)
    #expect(record["workbook_sha256"] == .text(String(digest)))
    let line = try #require(
      try InputFile.text(installation.archive + "/ledger.jsonl").split(separator: "\n").last {
        $0.contains("\"review\"")
      })
    let entry = try JSON(text: String(line))
    #expect(entry["reason"] == "haftalık inceleme" && entry["facts"]["record"] == "2026-ANM-000001/001")
    let verified = try installation.run("verify", "--deep", "--locale", "en")
    #expect(
      verified.status == 0 && verified.output.contains("Records of decisions on findings: 1."), "\(verified.errors)")

    // The same day again: the same findings. The next day: the repeat of what was judged harmless, and of nothing else.
    let same = try installation.issue("ANM", "2026-10-07", asOf: Self.secondNight)
    #expect(try Self.findings(same, "A01", "u1").map { $0["review"]["state"] } == ["judged"])
    #expect(try Self.findings(same, "A01", "u2").map { $0["review"]["state"] } == ["confirmed"])
    try Self.breach(same)
    let next = try installation.issue("ANM", "2026-10-08", asOf: Self.secondNight)
    #expect(try next.schemaFaults() == "")
    let repeated = try #require(try Self.findings(next, "A01", "u1").first)
    #expect(repeated["review"]["state"] == "repeat" && repeated["review"]["until"] == "2026-12-31")
    #expect(repeated["severity"] == (try Self.findings(first, "A01", "u1").first?["severity"] ?? .null))
    #expect(try Self.findings(next, "A01", "u2").map { $0["review"] } == [.null])
    let row = try #require(try next.json()["reviewed_findings"].list.first { $0["rule"] == "A01" })
    #expect(row["reviewed_by"] == "Ayşe Denetçi" && row["reviewed_at"] == "2026-10-08T09:30:00.000000Z")
    #expect(row["stated_reason"] == "yük testi yapıldı" && row["reviewed_document"] == "2026/ANM-000001")
    for words in [
      "yük testi yapıldı", "Zararsız sayılan ve kararı süren bulgu: 0; bunların tekrarı: 2; doğrulanan: 0",
      "süren bir kararla zararsız sayılan: 0; haklarında karar verilmemiş, bunların tekrarı olan: 1)",
    ] {
      #expect(try next.says(words), "\(words)")
    }
    let sheet = try next.rows(ofSheet: "Bulgular").first { $0["Kural"] == "A01" && $0["Önceki Karar"] != nil }
    #expect(sheet?["Önceki Karar"] == "Açıklaması var; son gün 31.12.2026")
    try Self.incidents(first, same)
    #expect(try Self.states(next) == ["zararsız sayılanın tekrarı"])
    let over = try installation.issue("ANM", "2026-10-08", asOf: "2027-01-01T00:00:00Z")
    #expect(try Self.findings(over, "A01", "u1").map { $0["review"]["state"] } == ["expired"])
    #expect(try Self.states(over) == ["kararın süresi doldu"] && !over.says("bunların tekrarı olan:"))
    try Self.audit(installation)
    try Self.damage(installation, findings: next.json()["findings"].list.count)
  }

  /// Before anybody decided every incident is open; afterwards the state follows from its findings, in every format.
  private static func incidents(_ before: IssuedPackage, _ after: IssuedPackage) throws {
    let open = try before.json()["incidents"].list.map { $0["state"].text }
    #expect(!open.isEmpty && Set(open) == ["open"], "\(open)")
    let json = try after.json()
    let decided = Dictionary(
      json["findings"].list.map { ($0["id"].text ?? "", $0["review"]["state"].text) }, uniquingKeysWith: { $1 })
    let incidents = json["incidents"].list
    for incident in incidents {
      let states = incident["findings"].list.map { decided[$0.text ?? ""] ?? nil }
      let isConfirmed = states.contains("confirmed")
      #expect(incident["state"].text == (isConfirmed ? "confirmed" : states.contains(nil) ? "open" : "explained"))
    }
    #expect(incidents.contains { $0["state"] == "confirmed" }, "\(incidents.map { $0["state"] })")
    #expect(try after.schemaFaults() == "")
    let sheet = try after.rows(ofSheet: "Vakalar").compactMap { $0["Vakanın Durumu"]?.text }
    #expect(sheet.count == incidents.count && sheet.contains("doğrulandı"), "\(sheet)")
    #expect(try after.says("Vakanın kendisi hakkında karar verilmez"))
  }

  /// What was marked as a possible breach stands on page 1, with what the law asks for.
  private static func breach(_ package: IssuedPackage) throws {
    #expect(try codes(package, "stands_out").contains("breach_candidates"))
    #expect(try codes(package, "to_do").contains("assess_breaches"))
    #expect(try package.says("ihlal adayı olarak işaretlediği bulgu sayısı: 1"))
    let marked = try package.json()["reviewed_findings"].list.filter { $0["breach_candidate"] == "yes" }
    #expect(marked.map { $0["rule"] } == ["A02"])
  }

  /// The words of the states of decisions, as the workbook has them.
  private static func states(_ package: IssuedPackage) throws -> Set<String> {
    Set(try package.rows(ofSheet: "Önceki değerlendirmeler").compactMap { $0["Kararın Durumu"]?.text })
  }

  /// The audit of the quarter: what was decided is not open until the decision is over.
  private static func audit(_ installation: Installation) throws {
    func findings(_ asOf: String) throws -> (open: [String], decided: [String], JSON) {
      let package = try installation.issue("EDR", "2026-Q4", asOf: asOf)
      #expect(try package.schemaFaults() == "")
      let json = try package.json()
      let names = { (table: String) in
        json[table].list.filter { $0["rule"] == "A02" }.compactMap { $0["finding_id"].text }
      }
      return (names("open_findings"), names("decided_findings"), json)
    }
    let before = try findings("2026-12-31T12:00:00Z")
    let after = try findings("2027-01-01T00:00:00Z")
    // The month's summary counts the severe ones of its two nights that are still to be decided on: eight, less three.
    let summary = try installation.issue("YON", "2026-10", "--mask", "M1", asOf: "2026-12-31T12:00:00Z").json()
    let undecided = summary["management_scorecard"].list.first { $0["indicator"] == "unreviewed" }
    #expect(undecided?["least"] == 5 && undecided?["most"] == 5 && undecided?["whole"] == 8, "\(undecided ?? .null)")
    try decisions(summary)
    let time = summary["management_scorecard"].list.first { $0["indicator"] == "review_days" }
    #expect(time?["least"] == 1 && time?["known"] == .bool(true), "\(time ?? .null)")
    #expect(time?["documents"].list.contains("2026/ANM-000001") == true)
    // The judged one, its repeat and the confirmed one; then only the confirmed one.
    #expect(before.decided.count == 3 && after.decided.count == 1)
    #expect(before.open.count + 2 == after.open.count)
    #expect(
      before.2["decided_findings"].list.contains { $0["state"] == "repeat" && $0["decision"] == "false_positive" })
    func codes(_ part: String) -> [String] {
      before.2["document"]["highlights"][part].list.compactMap { $0["code"].text }
    }
    #expect(codes("stands_out").starts(with: ["breach_candidates", "open_findings", "decided_findings"]))
    #expect(codes("to_do").starts(with: ["assess_breaches", "follow_confirmed"]))
  }

  /// What the month's summary tells of findings and incidents by what was decided on them.
  private static func decisions(_ summary: JSON) throws {
    func sums(_ table: String, _ names: [String]) -> [Int] {
      names.map { name in summary[table].list.reduce(0) { $0 + ($1["decision_" + name].integer ?? 0) } }
    }
    let states = ["none", "expired", "under_review", "confirmed", "explained", "false_positive", "repeat"]
    let severities = ["info", "low", "medium", "high", "critical"]
    let listed = severities.reduce(0) { sum, name in
      sum + summary["management_findings"].list.reduce(0) { $0 + ($1["severity_" + name].integer ?? 0) }
    }
    let counted = sums("management_decisions", states)
    #expect(counted.reduce(0, +) == listed, "\(counted)")
    // Two of the first night were confirmed and two judged harmless, and each of the latter returned the next night.
    #expect(Array(counted[1...]) == [0, 0, 2, 1, 1, 2], "\(counted)")
    // Of those of high and critical severity as many are to be decided on as the scorecard says, and one may be a breach.
    let unreviewed = summary["management_scorecard"].list.first { $0["indicator"] == "unreviewed" }
    #expect(sums("management_decisions", ["severe_open", "breach"]) == [unreviewed?["least"].integer ?? -1, 1])
    let origins = summary["management_decisions"].list.map { $0["documents"].list.compactMap(\.text) }
    #expect(origins.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.contains("/ANM-") } }, "\(origins)")
    let ofIncidents = sums(
      "management_incidents", ["open", "under_review", "confirmed", "explained", "false_positive", "repeat"])
    let incidents = summary["management_scorecard"].list.first { $0["indicator"] == "incidents" }
    #expect(ofIncidents.reduce(0, +) == incidents?["least"].integer, "\(ofIncidents)")
  }

  /// A record that was changed is not applied, and every document and command says so.
  private static func damage(_ installation: Installation, findings count: Int) throws {
    let place = installation.archive + "/reviews/2026-ANM-000001"
    let file = place + "/001/review.json"
    // A record that was put away as if its run had died gets its name back, and is not given up.
    _ = try Command.run("mv", place + "/001", place + "/.001.partial")
    _ = try installation.issue("GOR", "2026-10-08", asOf: secondNight)
    #expect(InputFile.exists(file))
    #expect(try !InputFile.text(installation.archive + "/ledger.jsonl").contains("\"abandoned\""))
    #expect(try installation.run("verify").status == 0)
    let text = try InputFile.text(file)
    try text.replacing("2026-12-31", with: "2027-12-31").write(toFile: file, atomically: true, encoding: .utf8)
    let verified = try installation.run("verify", "--locale", "en")
    #expect(verified.status == 6 && verified.errors.contains("tampered: reviews/2026-ANM-000001/001/review.json"))
    let listed = try installation.run("review", "list", "--locale", "en")
    #expect(listed.status == 6 && listed.errors.contains("is not applied"), "\(listed.errors)")
    let package = try installation.issue("ANM", "2026-10-08", asOf: secondNight)
    #expect(try findings(package, "A01", "u1").map { $0["review"] } == [.null])
    #expect(try package.json()["findings"].list.count == count)
    #expect(try codes(package, "missing").contains("reviews_unused"))
    #expect(try package.says("1 değerlendirme kaydı uygulanmamıştır: 2026-ANM-000001/001"))
    let summary = try installation.issue("YON", "2026-10", "--mask", "M1", asOf: "2026-12-31T13:00:00Z")
    #expect(try summary.says("Arşivdeki 1 değerlendirme kaydı alındığı gibi değil ya da yerinde yok"))
    try Folder.remove(installation.archive + "/reviews/2026-ANM-000001")
    let gone = try installation.run("verify", "--locale", "en")
    #expect(gone.status == 6 && gone.errors.contains("missing: reviews/2026-ANM-000001/001"), "\(gone.errors)")
  }

  @Test func `what is not as it was issued, or cannot be a decision, is refused as a whole`() throws {
    let installation = try Self.install()
    let package = try installation.issue("ANM", "2026-10-07", asOf: Self.firstNight)
    let other = try installation.issue("GOR", "2026-10-07", asOf: Self.firstNight)
    let good = ##"fill("A01", "#u1", "Doğrulandı", "Ayşe", moment)"##
    let cases = [
      ("pass", ["no finding was reviewed"]),
      (good + #"; sheet["B2"].value = "Düşük""#, ["“Bulgular” ", "it differs from 2026/ANM-000001"]),
      (good + "; sheet.cell(2, heads[\"Son\"]).value += datetime.timedelta(seconds=1)", ["it differs"]),
      (good + "; sheet.delete_rows(sheet.max_row)", ["it differs"]),
      (good + "; sheet.cell(sheet.max_row + 1, heads[\"Gerekçe\"]).value = 'x'", ["it differs"]),
      (good + "; book[\"Özet\"][\"E5\"].value = 7", ["“Özet” E5"]),
      (good + "; book.create_sheet('Notlar')", ["“Notlar”"]),
      (good + "; del book['Kurallar']", ["“Kurallar”"]),
      (good + "; sheet.cell(50000, 1).value = 'x'", ["“Bulgular” A50000"]),
      (
        good + "; [setattr(sheet.row_dimensions[r], 'hidden', True) for r in range(2, sheet.max_row + 1)]",
        ["its row is hidden"]
      ),
      (good + "; sheet.column_dimensions[letter('Karar Zamanı')].hidden = True", ["its column is hidden"]),
      (good + "; sheet.column_dimensions[letter('Değerlendiren')].width = 0.1", ["its column is hidden"]),
      (good + "; sheet.sheet_state = 'hidden'", ["its sheet is hidden"]),
      (good + "; sheet.sheet_state = 'veryHidden'", ["its sheet is hidden"]),
      (good + "; sheet.merge_cells(None, 2, heads['Karar Zamanı'], 3, heads['Karar Zamanı'])", ["it differs"]),
      (##"fill("A01", "#u1", "Yanlış pozitif", "Ayşe", moment, "x", until, "Evet")"##, ["can only be “No” or empty"]),
      (##"fill("A01", "#u1", "Zararsız", "Ayşe", moment)"##, ["it is no word of the list"]),
      (##"fill("A01", "#u1", "=1", "Ayşe", moment)"##, ["it is no word of the list"]),
      (
        good + ##"; fill("A01", "#u2", "Yanlış pozitif", None, None)"##,
        [
          "reviewer's name is missing", "the time of the decision is missing", "needs a reason",
          "needs a last valid day", "cells to be corrected: 4",
        ]
      ),
    ]
    for (change, expected) in cases {
      let taken = try Self.take(try Self.copy(package, in: installation, change), into: installation)
      #expect(taken.status == 65, "\(change): \(taken.output)\(taken.errors)")
      for words in expected { #expect(taken.errors.contains(words), "\(change): \(taken.errors)") }
      #expect(!taken.errors.contains("Ayşe") && !taken.errors.contains("Zararsız"))
    }
    try Self.bombs(package, installation, good)
    let wrong = try Self.take(other.path(".xlsx"), into: installation)
    #expect(wrong.status == 65 && wrong.errors.contains("has no columns for a review"), "\(wrong.errors)")
    let none = try Self.take(package.path(".json"), into: installation)
    #expect(none.status == 65 && none.errors.contains("no sound workbook"), "\(none.errors)")
    let foreign = try Self.install().run("review", "import", package.path(".xlsx"), "--locale", "en", asOf: Self.desk)
    #expect(foreign.status == 64 && foreign.errors.contains("no document “2026/ANM-000001”"), "\(foreign.errors)")
    #expect(!Folder.exists(installation.archive + "/reviews"))
    let listed = try installation.run("review", "list", "--locale", "en")
    #expect(listed.status == 0 && listed.output.contains("holds no decision"))
  }

  /// Copies that nothing is wrong with but how much is in them, and that nobody waits for while they are read.
  private static func bombs(_ package: IssuedPackage, _ installation: Installation, _ good: String) throws {
    func packed(_ parts: String) throws -> String {
      let path = try copy(package, in: installation, good)
      let script =
        "import sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], 'a', zipfile.ZIP_DEFLATED) as file:\n  \(parts)"
      let outcome = try Command.run("/usr/bin/python3", "-W", "ignore", "-c", script, path)
      guard outcome.status == 0 else { throw ServerFailure(outcome.errors) }
      return path
    }
    for parts in [
      "file.writestr('xl/media/a.bin', bytes(200 << 20))",
      "[file.writestr(f'xl/media/{n}.bin', b'') for n in range(4097)]",
    ] {
      let taken = try take(packed(parts), into: installation, "--dry-run")
      #expect(taken.status == 65 && taken.errors.contains("larger than any workbook"), "\(parts): \(taken.errors)")
    }
    // What belongs to no sheet and is not much changes nothing.
    let small = try packed("file.writestr('xl/media/a.bin', bytes(1 << 20))")
    #expect(try take(small, into: installation, "--dry-run").status == 0)
    // While another run has the lock, a copy that is no workbook is told so: nothing waits for it to be read.
    guard let lock = try RunLock.acquire(file: installation.archive + "/.state/lock") else {
      throw ServerFailure("the lock is taken")
    }
    let damaged = try take(package.path(".json"), into: installation)
    #expect(damaged.status == 65 && damaged.errors.contains("no sound workbook"), "\(damaged.errors)")
    #expect(try take(small, into: installation).status == 75)
    _ = consume lock
  }

  @Test func `a decision is found again at another mask, and its reason stays where it was written`() throws {
    let key = try ScratchFolder().write("mask.key", String(repeating: "k", count: 64))
    _ = try Command.run("chmod", "600", key)
    let installation = try Self.install()
    try Folder.create(installation.folder.path + "/keys")
    let own = installation.folder.path + "/keys/mask.key"
    try Data((0..<32).map { UInt8($0) }).write(to: URL(fileURLWithPath: own))
    _ = try Command.run("chmod", "600", own)
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""],
      settings: ["zone": "UTC", "formats": Self.formats, "mask_key": "\"\(own)\""])
    let masked = try installation.issue("ANM", "2026-10-07", "--mask", "M2", asOf: Self.firstNight)
    let clear = try installation.issue("ANM", "2026-10-07", "--mask", "M1", asOf: Self.firstNight)
    let user = try #require(try clear.json()["findings"].list.first { $0["rule"] == "A01" && $0["key"] == "u1" })
    let twin = try #require(
      try masked.json()["findings"].list.first { $0["rule"] == "A01" && $0["first"] == user["first"] })
    #expect(twin["id"] != user["id"] && twin["repeat_key"] != user["repeat_key"])
    let path = try Self.copy(
      masked, in: installation,
      "fill(\"A01\", \"\(twin["key"].text ?? "")\", \"Yanlış pozitif\", \"Ayşe\", moment, \"deneme\", until)")
    #expect(try Self.take(path, into: installation).status == 0)
    let again = try installation.issue("ANM", "2026-10-07", "--mask", "M1", asOf: Self.secondNight)
    #expect(try Self.findings(again, "A01", "u1").map { $0["review"]["state"] } == ["judged"])
    #expect(try again.json()["reviewed_findings"][0]["stated_reason"] == "deneme")

    let early = ##"fill("A01", "#u2", "Açıklaması var", "Can", moment, "kişi2 ile konuşuldu", until)"##
    let open = try Self.copy(again, in: installation, early)
    let taken = try installation.run("review", "import", open, asOf: "2026-10-09T12:00:00Z")
    #expect(taken.status == 65, "decided before its document was issued")
    let late = try Self.copy(
      again, in: installation, "moment += datetime.timedelta(days=1); " + early)
    #expect(try installation.run("review", "import", late, asOf: "2026-10-09T12:00:00Z").status == 0)
    let hidden = try installation.issue("ANM", "2026-10-07", "--mask", "M2", asOf: "2026-10-10T02:15:00Z")
    #expect(try hidden.json()["reviewed_findings"].list.count == 2)
    #expect(try !InputFile.text(hidden.path(".json")).contains("kişi2 ile"))
    let reasons = try hidden.json()["reviewed_findings"].list.compactMap { $0["stated_reason"].text }
    #expect(Set(reasons) == ["deneme", "kararın kaydında (belgenin maske düzeyi M1)"])
    #expect(try !hidden.says("kişi2 ile"))
    let counts = try installation.issue("ANM", "2026-10-07", "--mask", "M3", asOf: "2026-10-10T02:15:00Z")
    #expect(try counts.json()["findings"].list.isEmpty && counts.schemaFaults() == "")
    #expect(try !InputFile.text(counts.path(".json")).contains("deneme"))

    // Without the key of that level its decisions cannot be matched, and the document says so.
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""], settings: ["zone": "UTC", "formats": Self.formats])
    let unmatched = try installation.issue("ANM", "2026-10-07", "--mask", "M1", asOf: "2026-10-10T02:15:00Z")
    #expect(try Self.findings(unmatched, "A01", "u1").map { $0["review"] } == [.null])
    #expect(try unmatched.says("1 karar, özetleri bu belgede hesaplanamayan bir anahtarla maskelenmiş"))
  }
}
