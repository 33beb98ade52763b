import Archive
import Files
import Foundation
import Model
import Support

/// An archive in a folder of a test's own, filled the way runs fill it.
struct SampleArchive {
  let scratch: ScratchFolder
  var path: String { scratch.path + "/archive" }

  init() throws {
    scratch = try ScratchFolder()
    try Folder.create(scratch.path + "/archive")
  }

  /// What the next run finds.
  func record() throws -> IssueRecord { try IssueRecord(of: try Archive(path), isReadOnly: false) }

  /// A local day of UTC in October 2026.
  static func day(_ day: Int) throws -> Period {
    Period(
      from: try Instant("2026-10-01T00:00Z", in: .utc).advanced(by: Int64(day - 1) * microsecondsPerDay),
      to: try Instant("2026-10-01T00:00Z", in: .utc).advanced(by: Int64(day) * microsecondsPerDay))
  }

  /// What the schedule “nightly” does for the source.
  static func task(_ report: String?) -> RecurringTask {
    RecurringTask(report: report, source: "back-office", schedule: "nightly")
  }

  /// Issues a report of a day under the next number and returns the package's folder.
  @discardableResult
  func issue(_ record: IssueRecord, _ code: String = "OTR", day: Int, schedule: String? = "nightly") throws -> String {
    let number = record.nextNumber(code: code, year: 2026)
    let staging = try record.archive.stage(in: record.archive.yearFolder(2026), name: number.folderName)
    let destination = staging.destination
    try Self.write(staging.path + "/\(number.folderName).pdf", "a document of \(day)")
    try Self.write(staging.path + "/\(number.folderName).json", "{\"day\": \(day)}")
    let head = Manifest.Head(
      format: .package, number: number, source: "back-office", schedule: schedule, period: try Self.day(day))
    let digest = try Manifest.write(head, zone: "UTC", facts: [], seal: nil, in: staging.path)
    try record.publish(staging, head, digest: digest)
    return destination
  }

  /// Makes a backup of a day and returns its folder.
  @discardableResult
  func backUp(_ record: IssueRecord, day: Int) throws -> String {
    let name = record.freeBackupName(source: "back-office", stamp: "2026100\(day)T231500Z")
    let staging = try record.archive.stage(in: record.archive.backupFolder("back-office"), name: name)
    let destination = staging.destination
    try Self.write(staging.path + "/back-office.dump", "a dump of \(day)")
    let head = Manifest.Head(
      format: .backup, source: "back-office", schedule: "nightly", period: try Self.day(day))
    let digest = try Manifest.write(head, zone: "UTC", facts: [], seal: nil, in: staging.path)
    try record.publish(
      staging, head, digest: digest, noting: [.init(.backup, .done, source: "back-office", backup: name)])
    return destination
  }

  static func write(_ path: String, _ text: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: path)) }

  /// Moves a folder or file out of the archive and returns where it is.
  func moveAway(_ path: String) throws -> String {
    let away = scratch.path + "/" + UUID().uuidString
    try FileManager.default.moveItem(atPath: path, toPath: away)
    return away
  }
}
