import Model
import Files
import Messages
import Schedules
import Settings
import Support
import Testing

@Suite struct `A schedule` {
  private func schedule(_ yaml: String) throws -> Schedule {
    try Schedule(name: "nightly", SettingsNode(yaml: yaml, file: "nightly.yaml"))
  }

  @Test func `says what is due`() throws {
    let schedule = try schedule("period: yesterday\nreports: [OTR, GOR]\nbackup: true\n")
    #expect(schedule.reports == ["OTR", "GOR"])
    #expect(schedule.hasBackup)
    #expect(schedule.period.description == "yesterday")
  }

  @Test(arguments: [
    ("period: yesterdy\nreports: [OTR]", "“yesterdy” is not a period"), ("reports: [OTR]", "“period” is missing"),
    ("period: yesterday\nreports: OTR", "a list"), ("period: yesterday\nreports: [OTR, OTR]", "“OTR” stands twice"),
    ("period: yesterday\nreport: [OTR]", "Did you mean “reports”?"),
    ("period: yesterday\nreports: [OTR]\nbackup: ja", "true or false"),
  ])
  func `says what is wrong with it`(_ yaml: String, _ complaint: String) {
    let error = #expect(throws: SettingsError.self) { try self.schedule(yaml) }
    #expect(error?.message[.en].contains(complaint) == true, "\(String(describing: error))")
  }

  @Test func `ships for the night`() throws {
    for name in try Folder.entries(Repository.path + "/schedules") {
      _ = try Schedule(name: name, SettingsNode(file: "\(Repository.path)/schedules/\(name)"))
    }
  }
}
