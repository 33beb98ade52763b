import Files
import Support
import Testing

/// PDF, workbook, JSON and CSV of one night tell the same story, to the row and to the microsecond.
@Suite(NightInstalled()) struct SameInEveryFormatTests {
  private let installation: Installation

  init() throws {
    installation = try #require(NightInstalled.current).installation
  }

  /// `hh:mm:ss` as a reader of the Turkish documents sees it, truncated.
  private static func clock(_ microseconds: Int) -> String {
    let seconds = microseconds / 1_000_000
    let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60]
    return parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }

  /// 1540 as `1.540`.
  private static func grouped(_ number: Int) -> String {
    number < 1000 ? "\(number)" : "\(number / 1000)." + String(1000 + number % 1000).dropFirst()
  }

  private static func integers(_ rows: [[String: String]], _ column: String) -> [Int] {
    rows.compactMap { $0[column].flatMap { Int($0) } }
  }

  @Test func `sessions and their durations`() throws {
    let package = installation.package("OTR")
    let document = try package.json()["document"]
    let count = try #require(document["counts"]["sessions"].integer)
    let sum = try #require(document["durations"]["sum_us"].integer)

    let csv = try package.rows("sessions")
    #expect(csv.count == count)
    #expect(Self.integers(csv, "duration_us").reduce(0, +) == sum)
    #expect(Self.integers(csv, "minimum_us").reduce(0, +) == document["durations"]["minimum_sum_us"].integer)
    #expect(Self.integers(csv, "row_no") == Array(1...count))

    let sheet = try package.rows(ofSheet: "Oturumlar")
    #expect(sheet.count == count)
    #expect(sheet.map { $0["Oturum Kimliği"]?.text } == csv.map { $0["session_id"] })
    #expect(sheet.map { $0["Süre (sa:dk:sn)"]?.integer } == Self.integers(csv, "duration_us"))
    #expect(sheet.compactMap { $0["Süre (sa:dk:sn)"]?.integer }.reduce(0, +) == sum)
    #expect(sheet.map { $0["Başlangıç (UTC)"]?.text } == csv.map { $0["started_at"] })

    #expect(try package.says(" \(Self.grouped(count)) "))
    for name in ["recorded_union_us", "recorded_sum_us", "estimated_sum_us", "union_us", "sum_us"] {
      let clock = Self.clock(try #require(document["durations"][name].integer))
      #expect(try package.says(" \(clock) "), "\(name)")
    }
  }

  @Test func `every user's durations`() throws {
    let package = installation.package("OTR")
    let document = try package.json()
    let users = document["users"].list
    let csv = try package.rows("users")
    let numbers = users.first?.keys.filter { users[0][$0].integer != nil } ?? []
    #expect(numbers.count >= 16)
    for name in numbers { #expect(users.map { $0[name].integer } == Self.integers(csv, name), "\(name)") }
    for name in ["user_key", "user_name", "first", "last", "peak_at"] {
      #expect(users.map { $0[name].text ?? "" } == csv.map { $0[name] ?? "" }, "\(name)")
    }

    let sheet = try package.rows(ofSheet: "Kullanıcılar")
    let titles = [
      "Kayıtlı Birleşik Süre": "recorded_union_us", "Toplam Süre": "sum_us", "Tahmini Süre": "estimated_sum_us",
      "Toplam Alt Sınır": "minimum_sum_us", "Birleşik Üst Sınır": "maximum_union_us", "En Uzun Oturum": "longest_us",
    ]
    for (title, name) in titles {
      #expect(sheet.map { $0[title]?.integer } == users.map { $0[name].integer }, "\(title)")
    }
    let text = try package.text()
    let clocks = users.compactMap { $0["recorded_union_us"].integer }.map(Self.clock)
    #expect(clocks.filter { !text.contains($0) } == [])

    for (total, name) in [("sum_us", "sum_us"), ("union_us", "union_us"), ("recorded_union_us", "recorded_union_us")] {
      let sum = users.compactMap { $0[name].integer }.reduce(0, +)
      #expect(document["document"]["durations"][total].integer == sum)
    }
    let days = document["days"].list.compactMap { $0["union_us"].integer }.reduce(0, +)
    #expect(document["document"]["durations"]["union_us"].integer == days)
  }

  @Test func `security events`() throws {
    let package = installation.package("GOR")
    let document = try package.json()
    let count = try #require(document["document"]["counts"]["events"].integer)
    for table in ["event_types", "severities", "hours", "days"] {
      #expect(document[table].list.compactMap { $0["events"].integer }.reduce(0, +) == count, "\(table)")
    }
    let failures = document["failures"].list.compactMap { $0["failed"].integer }.reduce(0, +)
    #expect(document["document"]["counts"]["login_failed"].integer == failures)

    let csv = try package.rows("events")
    #expect(csv.count == count)
    // The canonical types, whatever the source calls them.
    let types = Dictionary(
      uniqueKeysWithValues: document["event_types"].list.map { ($0["event_type"].text, $0["events"].integer) })
    func raw(_ name: String) -> Int { csv.count { $0["raw_type"] == name } }
    #expect(types["login_success"] == raw("login_success"))
    #expect(types["mfa_enrolled"] == raw("mfa_enabled"))
    #expect(types["unmapped"] == raw("legacy_sso_probe"))
    let sheet = try package.rows(ofSheet: "Olaylar")
    #expect(sheet.map { $0["Olay Kimliği"]?.text } == csv.map { $0["event_id"] })
    #expect(sheet.map { $0["Olay Zamanı (UTC)"]?.text } == csv.map { $0["occurred_at"] })
    #expect(sheet.map { $0["Kaynaktaki Ad"]?.text } == csv.map { $0["raw_type"] })
    #expect(try package.says(" \(Self.grouped(count)) "))
  }

  @Test func `what was put aside, in every format`() throws {
    let package = installation.package("OTR")
    let quarantine = try package.json()["quarantine"].list
    #expect(quarantine.count == 2)
    #expect(try package.rows("quarantine").map { $0["record_id"] } == quarantine.map { $0["record_id"].text })
    let sheet = try package.rows(ofSheet: "Karantina")
    #expect(sheet.map { $0["Kayıt Kimliği"]?.text } == quarantine.map { $0["record_id"].text })
    for row in quarantine { #expect(try package.says(row["record_id"].text ?? "?")) }
  }

  /// The night once more elsewhere, with the keys of the installation: digests are made from one, and the other is named.
  private func again(_ environment: [String: String?]) throws -> Installation {
    let other = try Installation(on: installation.database, settings: ["formats": "[pdf, xlsx, json, csv]"])
    try Folder.create(other.archive + "/.state")
    for key in ["digest.key", "seal.key"] {
      _ = try Command.run("cp", "-p", "\(installation.archive)/.state/\(key)", "\(other.archive)/.state/\(key)")
    }
    let outcome = try other.run("run", "nightly", environment: environment)
    #expect(outcome.status == 0)
    #expect(outcome.output + outcome.errors == "")
    return other
  }

  @Test func `the same night elsewhere with the same key, under another zone and language, is the same`() throws {
    let (one, other) = try OneDay.of(in: "Europe/Istanbul") {
      (try again([:]), try again(["TZ": "America/New_York", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"]))
    }
    for code in ["OTR", "GOR"] {
      let (first, second) = (one.package(code), other.package(code))
      #expect(first.files == second.files)
      for name in first.files where !["manifest.json", "manifest.p7s", "SHA256SUMS"].contains(name) {
        #expect(try Command.run("cmp", first.folder + "/" + name, second.folder + "/" + name).status == 0, "\(name)")
      }
    }
  }
}
