import Excel
import Model

/// Days and moments as people write them into a workbook: as its dates, or as a text.
enum WrittenMoment {
  /// The serial number that spreadsheets give 1970-01-01.
  private static let epoch = 25_569.0
  /// The day after 9999-12-31.
  private static let end = 2_958_466.0
  private static let secondsPerDay = 86_400.0

  /// The moment of a cell with a day and a time, which is that of a zone; nil where it has no time, names none that
  /// exists, or is neither a date nor `30.11.2026 14:30`, `2026-11-30 14:30`, with or without seconds.
  ///
  /// Of a time that the zone's clocks show twice it is the first.
  static func moment(_ cell: SheetCell, in zone: Zone) -> Instant? {
    let local: LocalTime?
    switch cell {
    case .number(let days):
      guard days >= 1, days < end, days != days.rounded(.down) else { return nil }
      let seconds = ((days - epoch) * secondsPerDay).rounded()
      local = LocalTime(wallClock: Int64(seconds) * microsecondsPerSecond)
    case .text(let text):
      let parts = trimmed(text).split { $0 == 0x20 || $0 == UInt8(ascii: "T") }
      guard parts.count == 2, let date = date(parts[0]), let time = time(parts[1]) else { return nil }
      local = LocalTime(date: date, microsecondOfDay: time * microsecondsPerSecond)
    case .empty, .foreign: local = nil
    }
    return local.flatMap { zone.instants(showing: $0).first }
  }

  /// The day of a cell; nil where it has a time as well, or is neither a date nor `30.11.2026` or `2026-11-30`.
  static func day(_ cell: SheetCell) -> CivilDate? {
    switch cell {
    case .number(let days):
      guard days >= 1, days < end, days == days.rounded(.down) else { return nil }
      return CivilDate(dayNumber: Int32(days - epoch))
    case .text(let text): return date(trimmed(text)[...])
    case .empty, .foreign: return nil
    }
  }

  private static func trimmed(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    guard let first = bytes.firstIndex(where: { $0 != 0x20 }), let last = bytes.lastIndex(where: { $0 != 0x20 }) else {
      return []
    }
    return Array(bytes[first...last])
  }

  private static func date(_ text: ArraySlice<UInt8>) -> CivilDate? {
    let isTurkish = text.contains(UInt8(ascii: "."))
    let parts = numbers(text, separatedBy: isTurkish ? UInt8(ascii: ".") : UInt8(ascii: "-"))
    guard parts.count == 3 else { return nil }
    let (year, day) = isTurkish ? (parts[2], parts[0]) : (parts[0], parts[2])
    guard year >= 1900 else { return nil }
    return CivilDate(validYear: year, month: parts[1], day: day)
  }

  /// The second of the day.
  private static func time(_ text: ArraySlice<UInt8>) -> Int64? {
    let parts = numbers(text, separatedBy: UInt8(ascii: ":"))
    guard (2...3).contains(parts.count), parts[0] < 24, parts[1] < 60, parts.last ?? 60 < 60 else { return nil }
    return Int64(parts[0] * 3600 + parts[1] * 60 + (parts.count == 3 ? parts[2] : 0))
  }

  /// Numbers of at most four digits; none where anything else stands there.
  private static func numbers(_ text: ArraySlice<UInt8>, separatedBy separator: UInt8) -> [Int] {
    var numbers: [Int] = []
    for part in text.split(separator: separator, omittingEmptySubsequences: false) {
      guard (1...4).contains(part.count), part.allSatisfy({ (48...57).contains($0) }) else { return [] }
      numbers.append(part.reduce(0) { $0 * 10 + Int($1) - 48 })
    }
    return numbers
  }
}
