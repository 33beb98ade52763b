public import Files
public import Model

/// Writes moments as `2026-10-07T08:00:00.000000Z`, as ``Instant/iso8601`` does, and no string for each.
///
/// The date is made once for moments of one day that follow each other, as the rows of a register do.
public struct MomentWriter: Sendable {
  private var day: Int64?
  private var date: [UInt8] = []

  /// How long the text of a moment with a year of four digits is.
  static let usualLength = 27
  private static let usual = -62_167_219_200_000_000..<253_402_300_800_000_000 as Range<Int64>

  /// No moment written yet.
  public init() {}

  /// Whether a moment's text is of the ``usualLength``: its year is one of 0 to 9999.
  static func isUsual(_ instant: Instant) -> Bool { usual.contains(instant.microseconds) }

  /// Adds a moment to a record.
  public mutating func append(_ instant: Instant, to record: inout RecordBuffer) {
    guard instant != .infinity, instant != .minusInfinity else { return record.append(text: instant.iso8601) }
    let day = floorDivide(instant.microseconds, microsecondsPerDay)
    if day != self.day {
      self.day = day
      date = Array((LocalTime(wallClock: instant.microseconds).date.iso8601 + "T").utf8)
    }
    let time = Int(instant.microseconds - day * microsecondsPerDay)
    let seconds = time / Int(microsecondsPerSecond)
    record.append(bytes: date)
    record.append(decimal: seconds / 3600, width: 2)
    record.append(byte: UInt8(ascii: ":"))
    record.append(decimal: seconds / 60 % 60, width: 2)
    record.append(byte: UInt8(ascii: ":"))
    record.append(decimal: seconds % 60, width: 2)
    record.append(byte: UInt8(ascii: "."))
    record.append(decimal: time % Int(microsecondsPerSecond), width: 6)
    record.append(byte: UInt8(ascii: "Z"))
  }
}
