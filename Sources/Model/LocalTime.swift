/// What a clock on the wall shows: a date and a time of day, without a zone.
package struct LocalTime: Hashable, Comparable, Sendable {
  /// Microseconds from 1970-01-01 00:00:00 on the same wall clock.
  package let wallClock: Int64

  /// The wall-clock time `wallClock` microseconds after 1970-01-01 00:00:00 on that clock.
  package init(wallClock: Int64) {
    self.wallClock = wallClock
  }

  /// A time of a date.
  package init(date: CivilDate, microsecondOfDay: Int64 = 0) {
    self.init(wallClock: Int64(date.dayNumber) * microsecondsPerDay + microsecondOfDay)
  }

  /// The date.
  package var date: CivilDate {
    CivilDate(dayNumber: Int32(clamping: floorDivide(wallClock, microsecondsPerDay)))
  }

  /// Microseconds since midnight of the date.
  package var microsecondOfDay: Int64 { wallClock - floorDivide(wallClock, microsecondsPerDay) * microsecondsPerDay }

  /// Hour, minute, second and the microseconds of the second.
  package var time: (hour: Int, minute: Int, second: Int, microsecond: Int) {
    let seconds = Int(microsecondOfDay / microsecondsPerSecond)
    let rest = Int(microsecondOfDay % microsecondsPerSecond)
    return (seconds / 3600, seconds / 60 % 60, seconds % 60, rest)
  }

  /// `2026-10-07T08:00:00.000000`, always with six decimals.
  package var iso8601: String {
    let time = self.time
    return "\(date.iso8601)T\(padded(time.hour, 2)):\(padded(time.minute, 2)):\(padded(time.second, 2))"
      + ".\(padded(time.microsecond, 6))"
  }

  /// `20261007T080000`.
  package var compact: String {
    let parts = date.parts
    let time = self.time
    return padded(parts.year, 4) + padded(parts.month, 2) + padded(parts.day, 2) + "T" + padded(time.hour, 2)
      + padded(time.minute, 2) + padded(time.second, 2)
  }

  package static func < (first: LocalTime, second: LocalTime) -> Bool { first.wallClock < second.wallClock }
}

/// Division that rounds towards minus infinity, as a calendar before 1970 needs it.
package func floorDivide(_ dividend: Int64, _ divisor: Int64) -> Int64 {
  let quotient = dividend / divisor
  return dividend % divisor < 0 ? quotient - 1 : quotient
}
