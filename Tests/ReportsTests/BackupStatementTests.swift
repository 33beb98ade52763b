import Documents
import Messages
import Model
import Records
@testable import Reports
import Testing

@Suite struct `Page 1 of a record of backups` {
  private static let sections = ["summary", "backups", "backup_calendar", "backup_tests", "backup_acts"]

  private static func document(_ history: BackupHistory, _ level: MaskLevel = .M0) throws -> Document {
    let trial = try SectionTrial(level)
    return try trial.document(SectionTrial.definition(.backups, Self.sections), backups: history)
  }

  private static func sentences(_ change: (inout SampleBackups) -> Void) throws -> [String] {
    var sample = SampleBackups()
    change(&sample)
    return try document(sample.history).cover.highlights.map(\.text)
  }

  @Test func `says of a good night what was made and proven, and that nothing is missing`() throws {
    let texts = try Self.sentences { _ in }
    #expect(
      texts == [
        "Backups made: 1; the newest backup that was proven to restore is of 2026-10-07 12:00:00 UTC+00:00.",
        "Nothing of what this document checks for is missing.",
        "By the rules of this document nothing needs to be done.",
      ])
  }

  @Test(arguments: [
    ("failed", "of the 30 nights in the calendar 1 have no backup"),
    ("none", "of the 30 nights in the calendar 1 have"),
  ])
  func `counts a night that failed or has none`(state: String, text: String) throws {
    let texts = try Self.sentences { $0.loseNight(state == "failed" ? .failed : .none) }
    #expect(texts[1].lowercased().hasPrefix(text), "\(texts[1])")
  }

  @Test func `asks to examine a failed test before anything else`() throws {
    let sample = SampleBackups()
    let texts = try Self.sentences { $0.history.tests.append(sample.test(.failed)) }
    #expect(texts[0].hasPrefix("1 restore tests failed; "))
    #expect(texts[2].hasPrefix("Why a backup failed its test must be examined"))
    // One that could not be made is no failure, and proves nothing.
    let other = try Self.sentences { $0.history.tests.append(sample.test(.notRun)) }
    #expect(!other[0].contains("failed"))
  }

  @Test func `says where there is no backup, none proven, none encrypted, none elsewhere`() throws {
    let none = try Self.sentences { $0.history.copies = [] }
    #expect(none[0].hasPrefix("No backup was made for this period"))
    #expect(none[2].hasPrefix("The cause of the missing backup must be removed"))
    let plain = try Self.sentences { sample in
      sample.history.newestProven = nil
      sample.history.copies[0].keys = []
      sample.history.copies[0].offsite = .failed
    }
    #expect(
      plain[1]
        == "No backup of the last 30 days was proven to restore; 1 backups are not encrypted; "
        + "1 backups have no off-site copy.")
    let old = try Self.sentences { sample in
      sample.history.newestProven = sample.history.newest?.advanced(by: -31 * microsecondsPerDay)
    }
    #expect(old[1].hasPrefix("No backup of the last 30 days was proven"))
  }

  @Test func `is the same at every mask level, since it shows no person`() throws {
    let history = SampleBackups().history
    let texts = try [MaskLevel.M0, .M1, .M3].map { level in
      try Self.document(history, level).sections.flatMap(\.tables).map { "\($0.id) \($0.rows.count)" }
    }
    #expect(texts[0] == ["backups 1", "backup_failures 0", "backup_nights 30", "backup_tests 1", "backup_acts 1"])
    #expect(Set(texts).count == 1)
  }
}
