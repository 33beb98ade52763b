import Files
import Foundation
import Messages
import Model

/// The folder of all packages: what was issued, and under which number the next document goes.
struct Archive: Sendable {
  /// The folder.
  let path: String

  /// The part of a package's or backup's manifest that tells whether something is done already.
  private struct Head: Decodable {
    var report: String?
    var source: String?
    var schedule: String?
    var period: Bounds?

    struct Bounds: Decodable, Equatable {
      var from: String
      var to: String
    }
  }

  /// The archive of a configuration; its folder must be there and writable.
  ///
  /// A missing folder is never made: it may be a disk that is not mounted, and records would fill the one below.
  init(_ path: String) throws(Failure) {
    self.path = path
    guard Folder.exists(path) else {
      throw Failure(
        .cannotCreate,
        Message(
          tr: "Arşiv klasörü \(path) yok. Diskin bağlı olduğunu denetleyin veya “mkdir -m 700 \(path)” çalıştırın.",
          en: "The archive folder \(path) is not there. Check that its disk is mounted, or run "
            + "“mkdir -m 700 \(path)”."))
    }
    guard Folder.isWritable(path) else {
      throw Failure(
        .cannotCreate,
        Message(
          tr: "Arşiv klasörü \(path) yazılabilir değil. Sahibini ve kipini (0700) düzeltin.",
          en: "The archive folder \(path) is not writable. Correct its owner and mode (0700)."))
    }
  }

  /// The folder of the lock and the state of the last run.
  var stateFolder: String { path + "/.state" }

  /// The folder of a source's backups.
  func backupFolder(_ source: String) -> String { "\(path)/backups/\(source)" }

  /// Removes what killed runs left behind and returns the names.
  func sweep() throws(FileError) -> [String] {
    var swept = try Folder.sweep(path) + Folder.sweep(stateFolder)
    for year in try Folder.entries(path) where year.allSatisfy(\.isNumber) {
      swept += try Folder.sweep("\(path)/\(year)")
    }
    if Folder.exists(path + "/backups") {
      for source in try Folder.entries(path + "/backups") { swept += try Folder.sweep(backupFolder(source)) }
    }
    return swept
  }

  /// The next number of a report's documents in a year: one more than the largest that was issued.
  func nextNumber(code: String, year: Int) throws(FileError) -> String {
    let prefix = "\(padded(year, 4))-\(code)-"
    let folder = "\(path)/\(padded(year, 4))"
    let issued = Folder.exists(folder) ? try Folder.entries(folder) : []
    let last = issued.compactMap { $0.hasPrefix(prefix) ? Int($0.dropFirst(prefix.count)) : nil }.max() ?? 0
    return "\(padded(year, 4))/\(code)-\(padded(last + 1, 6))"
  }

  /// Whether a schedule has issued a report of a source's period already; reports run by hand do not count.
  func hasIssued(report: String, source: String, period: Period) throws -> Bool {
    for year in try Folder.entries(path) where year.allSatisfy(\.isNumber) {
      let names = try Folder.entries("\(path)/\(year)").filter { $0.hasPrefix("\(year)-\(report)-") }
      if names.contains(where: { isIssue("\(path)/\(year)/\($0)", report, source, period) }) { return true }
    }
    return false
  }

  /// Whether a schedule has backed a source up for a period already.
  func hasBackup(source: String, schedule: String, period: Period) throws -> Bool {
    let folder = backupFolder(source)
    guard Folder.exists(folder) else { return false }
    return try Folder.entries(folder).contains { name in
      guard let head = Self.head("\(folder)/\(name)") else { return false }
      return head.schedule == schedule && head.period == Self.bounds(period)
    }
  }

  private func isIssue(_ folder: String, _ report: String, _ source: String, _ period: Period) -> Bool {
    guard let head = Self.head(folder) else { return false }
    return head.report == report && head.source == source && head.schedule != nil && head.period == Self.bounds(period)
  }

  private static func head(_ folder: String) -> Head? {
    guard let bytes = try? InputFile.bytes(folder + "/manifest.json") else { return nil }
    return try? JSONDecoder().decode(Head.self, from: Data(bytes))
  }

  private static func bounds(_ period: Period) -> Head.Bounds {
    Head.Bounds(from: period.from.iso8601, to: period.to.iso8601)
  }
}
