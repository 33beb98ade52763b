/// What a clock on the wall shows: a date and a time of day, without a zone.
public struct LocalTime: Hashable, Comparable, Sendable {
  /// Microseconds from 1970-01-01 00:00:00 on the same wall clock.
  public let wallClock: Int64

  /// The wall-clock time `wallClock` microseconds after 1970-01-01 00:00:00 on that clock.
  public init(wallClock: Int64) {
    self.wallClock = wallClock
  }

  /// A time of a date.
  public init(date: CivilDate, microsecondOfDay: Int64 = 0) {
    self.init(wallClock: Int64(date.dayNumber) * microsecondsPerDay + microsecondOfDay)
  }

  /// The date.
  public var date: CivilDate {
    CivilDate(dayNumber: Int32(clamping: floorDivide(wallClock, microsecondsPerDay)))
  }

  /// Microseconds since midnight of the date.
  public var microsecondOfDay: Int64 { wallClock - floorDivide(wallClock, microsecondsPerDay) * microsecondsPerDay }

  /// Hour, minute, second and the microseconds of the second.
  public var time: (hour: Int, minute: Int, second: Int, microsecond: Int) {
    let seconds = Int(microsecondOfDay / microsecondsPerSecond)
    let rest = Int(microsecondOfDay % microsecondsPerSecond)
    return (seconds / 3600, seconds / 60 % 60, seconds % 60, rest)
  }

  /// `2026-10-07T08:00:00.000000`, always with six decimals.
  public var iso8601: String { iso8601(endingWith: "") }

  /// The same with a letter behind it.
  ///
  /// Written for every row, so the digits are put in place; years beyond four digits take the long way.
  func iso8601(endingWith ending: String) -> String {
    let (year, month, day) = date.parts
    let time = self.time
    guard (0...9999).contains(year), ending.utf8.count <= 1 else {
      return "\(date.iso8601)T\(padded(time.hour, 2)):\(padded(time.minute, 2)):\(padded(time.second, 2))"
        + ".\(padded(time.microsecond, 6))" + ending
    }
    return unsafe String(unsafeUninitializedCapacity: 27) { bytes in
      var position = 0
      func put(_ number: Int, _ width: Int, _ mark: UInt8) {
        var rest = number
        for place in stride(from: position + width - 1, through: position, by: -1) {
          unsafe bytes[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
          rest /= 10
        }
        unsafe bytes[position + width] = mark
        position += width + 1
      }
      put(year, 4, UInt8(ascii: "-"))
      put(month, 2, UInt8(ascii: "-"))
      put(day, 2, UInt8(ascii: "T"))
      put(time.hour, 2, UInt8(ascii: ":"))
      put(time.minute, 2, UInt8(ascii: ":"))
      put(time.second, 2, UInt8(ascii: "."))
      put(time.microsecond, 6, ending.utf8.first ?? 0)
      return ending.isEmpty ? position - 1 : position
    }
  }

  /// `20261007T080000`.
  public var compact: String {
    let parts = date.parts
    let time = self.time
    return padded(parts.year, 4) + padded(parts.month, 2) + padded(parts.day, 2) + "T" + padded(time.hour, 2)
      + padded(time.minute, 2) + padded(time.second, 2)
  }

  public static func < (first: LocalTime, second: LocalTime) -> Bool { first.wallClock < second.wallClock }
}

/// Division that rounds towards minus infinity, as a calendar before 1970 needs it.
public func floorDivide(_ dividend: Int64, _ divisor: Int64) -> Int64 {
  let quotient = dividend / divisor
  return dividend % divisor < 0 ? quotient - 1 : quotient
}
