import Files
import Support
import Testing

/// Documents of counts (M3): what all tables and charts of a document give away together, each splitting the same rows in
/// its own way.
@Suite struct JointSubtractionTests {
  private static let period = "2026-10-05..2026-10-07"
  private static let severities = ["info", "low", "medium", "high", "critical"]

  private static func issue(_ code: String, seed: Int) throws -> IssuedPackage {
    try CountsOnlyTests.install(seed: seed).issue(code, period, asOf: "2026-10-08T02:15:00Z")
  }

  /// The heat maps of a summary sheet whose columns begin with a label: by the names of their rows, what stands in them.
  private static func grids(_ sheet: [[JSON]], _ label: String) -> [[String: [JSON]]] {
    sheet.indices.filter { sheet[$0].contains(.text(label)) && sheet[$0].first != .text(label) }.map { header in
      let columns = sheet[header].indices.dropFirst().filter { column in
        // Labels of time, and those of the other columns; no sum.
        sheet[header][column].text.map { $0.count <= 5 } == true
      }
      var rows: [String: [JSON]] = [:]
      for row in sheet[(header + 1)...] {
        guard let name = row.first?.text else { break }
        rows[name] = columns.map { row[$0] }
      }
      return rows
    }
  }

  /// What is drawn of counts: nothing for what the source has no records of, null for what is withheld.
  private static func drawn(_ values: [JSON]) -> [JSON] {
    values.filter { $0 != .null && $0 != "" }.map { $0 == "–" ? .null : $0 }
  }

  @Test(arguments: 1...6) func `the events of a document`(seed: Int) throws {
    let document = try Self.issue("GOR", seed: seed).json()
    var system = Subtraction.System()
    let counts = document["document"]["counts"]
    let all = system.add(counts["events"], "events")
    let failed = system.add(counts["login_failed"], "failed")
    _ = system.add(document["event_types"].list.map { $0["events"] }, of: all, "type")
    let totals = system.add(document["severities"].list.map { $0["events"] }, of: all, "severity")
    for table in ["hours", "days"] {
      _ = system.add(document[table].list.map { $0["failed"] }, of: failed, table + " failed")
    }
    _ = system.add(document["hours"].list.map { $0["events"] }, of: all, "hour")
    let days = document["days"].list
    let sums = system.add(days.map { $0["events"] }, of: all, "day")
    let cells = zip(days, sums).map { day, sum in
      system.add(Self.severities.map { day["severity_" + $0] }, of: sum, "severity of \(day["date"])")
    }
    for (index, severity) in document["severities"].list.enumerated() {
      let place = try #require(Self.severities.firstIndex(of: severity["severity"].text ?? ""))
      system.sum(cells.map { $0[place] }, is: totals[index])
    }
    #expect(system.found() == [])
  }

  @Test(arguments: 1...6) func `the sessions of a document, its charts included`(seed: Int) throws {
    let package = try Self.issue("OTR", seed: seed)
    var system = Subtraction.System()
    let document = try package.json()["document"]
    let all = system.add(document["counts"]["sessions"], "sessions")
    _ = system.add(document["end_bases"].keys.map { document["end_bases"][$0] }, of: all, "end")
    let sheet = try package.sheet("Özet")
    let begun = system.add(.null, "begun")
    let rows = try #require(Self.grids(sheet, "00").first)
    let weekdays = rows.keys.sorted()
    let heat = weekdays.map { day in
      let sum = system.add(.null, "weekday " + day)
      _ = system.add(Self.drawn(rows[day] ?? []), of: sum, day)
      return sum
    }
    system.sum(heat, is: begun)
    // All sessions begin on the third day; the days before have no records.
    let day = try #require(sheet.first { $0.first == "07.10" })
    system.sum([system.add(Self.drawn(Array(day.dropFirst())).first ?? .null, "day")], is: begun)
    #expect(!heat.isEmpty && system.found() == [])
  }

  @Test(arguments: 1...6) func `the findings of a document, their charts included`(seed: Int) throws {
    let package = try Self.issue("ANM", seed: seed)
    let document = try package.json()
    let counts = document["document"]["counts"]
    var system = Subtraction.System()
    let all = system.add(counts["findings"], "findings")
    let listed = document["rules"].list
    let rules = system.add(listed.map { $0["findings"] }, of: all, "rule")
    let totals = system.add(Self.severities.map { counts["findings_" + $0] }, of: all, "severity")
    let sheet = try package.sheet("Özet")
    for grid in Self.grids(sheet, "05.10") {
      for (name, values) in grid {
        let place = try #require(listed.firstIndex { $0["id"].text == name })
        _ = system.add(Self.drawn(values), of: rules[place], "days of " + name)
      }
    }
    let names = ["Bilgi", "Düşük", "Orta", "Yüksek", "Kritik"]
    for grid in Self.grids(sheet, "00") {
      for (name, values) in grid {
        let place = try #require(names.firstIndex(of: name))
        _ = system.add(Self.drawn(values), of: totals[place], "hours of " + name)
      }
    }
    #expect(system.found() == [])
  }

  @Test func `the test itself finds four that come to less than five`() {
    var system = Subtraction.System()
    let whole = system.add(195, "whole")
    _ = system.add([190, "<5"], of: whole, "part")
    #expect(system.found() == [])
    _ = system.add(["<5", "<5", "<5", "<5", 0], of: system.add("<5", "four"), "of four")
    #expect(system.found().count == 5)
  }
}
