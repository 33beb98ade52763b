import Messages
import Model
import Settings

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
