import Analysis
import Evidence
import Files
import Geography
import Messages
import Model
import Reports
import Settings
import Synchronization

/// The files of facts the rules look into: a calendar of holidays and a GeoIP file, read before anything else is done.
final class RuleFiles: Sendable {
  /// The days nobody is expected at work; nil without a calendar.
  let holidays: Set<CivilDate>?
  /// The calendar's name and digest.
  let calendar: RuleProvenance.File?
  /// The GeoIP file's name and digest.
  let geoIP: RuleProvenance.File?
  private let geography: GeoIPFile?
  private let firstFailure = Mutex<GeoIPFile.Failure?>(nil)

  /// No files.
  init() {
    (holidays, calendar, geoIP, geography) = (nil, nil, nil, nil)
  }

  /// The files a configuration names.
  ///
  /// - Throws: `SettingsError` for one that is not there or cannot be used.
  init(_ configuration: RuleConfiguration, home: Home) throws {
    let calendar = try configuration.calendar.map { name in
      let file = home.path("calendars", name + ".yaml")
      if let complaint = home.complaint("calendars", name) {
        throw configuration.calendarNode?.error(complaint) ?? SettingsError(file: file, problem: complaint)
      }
      guard InputFile.exists(file) else { throw Self.missingCalendar(name, configuration, home) }
      return file
    }
    holidays = try calendar.map { try HolidayCalendar.dates($0) }
    self.calendar = try calendar.map { try Self.file($0) }
    geography = try configuration.geoIPFile.map { path in
      do throws(GeoIPFile.Failure) { return try GeoIPFile(path: path) } catch {
        throw configuration.geoIPNode?.error(error.message) ?? SettingsError(file: path, problem: error.message)
      }
    }
    geoIP = try configuration.geoIPFile.map { try Self.file($0) }
  }

  /// Where an address is; nil when the GeoIP file does not know it, or there is none.
  func location(of address: NetworkAddress) -> GeoLocation? {
    do throws(GeoIPFile.Failure) {
      return try geography?.entry(for: address).map { entry in
        GeoLocation(country: entry.country, place: entry.place, isHosting: entry.isHosting)
      }
    } catch {
      firstFailure.withLock { first in if first == nil { first = error } }
      return nil
    }
  }

  /// Throws what a look into the GeoIP file failed with: rules that did not get their answer must not report.
  func check() throws {
    if let failure = firstFailure.withLock({ $0 }) { throw Failure(failure) }
  }

  private static func file(_ path: String) throws -> RuleProvenance.File {
    RuleProvenance.File(name: String(path.split(separator: "/").last ?? ""), digest: try Digest.ofFile(path))
  }

  private static func missingCalendar(
    _ name: String, _ configuration: RuleConfiguration, _ home: Home
  ) -> SettingsError {
    let known = home.names("calendars")
    let list = (known + ["none"]).joined(separator: ", ")
    let unknown = Message(
      tr: "“\(name)” adında bir tatil takvimi yok (\(home.path)/calendars); olanlar: \(list).",
      en: "there is no calendar of holidays “\(name)” (\(home.path)/calendars); there are: \(list).")
    let problem = Suggestion.question(for: name, among: known).map { unknown + $0 } ?? unknown
    return configuration.calendarNode?.error(problem)
      ?? SettingsError(file: home.path("calendars", name + ".yaml"), problem: problem)
  }
}

/// The holidays of a country: the content of `calendars/<name>.yaml`.
enum HolidayCalendar {
  /// The dates of a file.
  static func dates(_ file: String) throws -> Set<CivilDate> {
    let settings = try SettingsNode(file: file).mapping(["name", "days"])
    var dates: Set<CivilDate> = []
    for item in try settings.required("days").list() {
      let parts = try item.string().split(separator: "-").map { Int($0) ?? 0 }
      guard parts.count == 3, let date = CivilDate(validYear: parts[0], month: parts[1], day: parts[2]) else {
        throw item.error(.init(tr: "2026-10-29 gibi bir tarih gerekir.", en: "a date like 2026-10-29 is needed."))
      }
      dates.insert(date)
    }
    return dates
  }
}
