/// The rules of one IANA time zone: at which moment which offset from UTC holds.
///
/// Read from the system's compiled tzdata (RFC 8536), the same files PostgreSQL uses, so that the program and
/// the database never disagree about an hour.
public struct Zone: Sendable, Equatable {
  /// The IANA name, such as `Europe/Istanbul`.
  public let name: String
  /// When the offset changes, in microseconds since the epoch, ascending.
  private let transitions: [Int64]
  /// The offset in microseconds before the first transition and from each transition on.
  private let offsets: [Int64]

  /// Offsets by their transitions; `offsets` has one element more than `transitions`.
  init(name: String, transitionSeconds: [Int64], offsetSeconds: [Int]) {
    self.name = name
    transitions = transitionSeconds.map { $0 * microsecondsPerSecond }
    offsets = offsetSeconds.map { Int64($0) * microsecondsPerSecond }
  }

  /// Coordinated Universal Time.
  public static let utc = Zone(name: "UTC", transitionSeconds: [], offsetSeconds: [0])

  /// How far the wall clock is ahead of UTC at a moment, in microseconds.
  public func offset(at instant: Instant) -> Int64 {
    offsets[transitionIndex(after: instant)]
  }

  /// The wall-clock time at a moment.
  public func localTime(at instant: Instant) -> LocalTime {
    let (wallClock, overflow) = instant.microseconds.addingReportingOverflow(offset(at: instant))
    return LocalTime(wallClock: overflow ? instant.microseconds : wallClock)
  }

  /// The first transition after a moment, if there is one.
  public func nextTransition(after instant: Instant) -> Instant? {
    let index = transitionIndex(after: instant)
    return index < transitions.count ? Instant(microseconds: transitions[index]) : nil
  }

  /// Every moment at which the wall clock shows `local`: none in a skipped hour, two in a repeated one.
  public func instants(showing local: LocalTime) -> [Instant] {
    let candidates = Set(offsets).map { Instant(microseconds: local.wallClock - $0) }
    return candidates.filter { localTime(at: $0) == local }.sorted()
  }

  /// The first moment of a date: the earliest one whose wall clock shows that date or a later one.
  ///
  /// Local midnight is never converted to UTC: it does not exist on some days and exists twice on others.
  public func start(of date: CivilDate) -> Instant {
    let midnight = LocalTime(date: date)
    let earliest = Instant(microseconds: midnight.wallClock - (offsets.max() ?? 0))
    let latest = Instant(microseconds: midnight.wallClock - (offsets.min() ?? 0))
    var candidates = [earliest, latest] + instants(showing: midnight)
    var cursor = earliest
    while let transition = nextTransition(after: cursor), transition <= latest {
      candidates.append(transition)
      cursor = transition
    }
    return candidates.filter { localTime(at: $0).date >= date }.min() ?? latest
  }

  /// `UTC+03:00`, the way an offset is printed in a document.
  public func offsetLabel(at instant: Instant) -> String {
    let minutes = Int(offset(at: instant) / (60 * microsecondsPerSecond))
    return "UTC\(minutes < 0 ? "-" : "+")\(padded(abs(minutes) / 60, 2)):\(padded(abs(minutes) % 60, 2))"
  }

  /// How many transitions lie at or before the moment.
  private func transitionIndex(after instant: Instant) -> Int {
    // Where the clocks go forward and back no more, the last transition is long past.
    guard let last = transitions.last, instant.microseconds < last else { return transitions.count }
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle] <= instant.microseconds { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
