public import Model

/// How many events of which outcome, and the time they span.
public struct EventCounts: Sendable, Equatable {
  /// All of them.
  public var total: Int64 = 0
  /// Successful sign-ins.
  public var succeeded: Int64 = 0
  /// Failed sign-ins.
  public var failed: Int64 = 0
  /// Account lockouts.
  public var locked: Int64 = 0
  /// Events of severity high or critical.
  public var severe: Int64 = 0
  /// The first, in microseconds since the epoch.
  public var first: Int64 = .max
  /// The last, in microseconds since the epoch.
  public var last: Int64 = .min

  /// No event.
  public init() {}

  /// A single event.
  public init(_ event: borrowing SecurityEvent, at instant: Instant) {
    total = 1
    succeeded = event.type == .loginSuccess ? 1 : 0
    failed = event.type == .loginFailed ? 1 : 0
    locked = event.type == .accountLocked ? 1 : 0
    severe = event.severity >= .high ? 1 : 0
    first = instant.microseconds
    last = instant.microseconds
  }

  /// Adds other events.
  public mutating func add(_ other: EventCounts) {
    total += other.total
    succeeded += other.succeeded
    failed += other.failed
    locked += other.locked
    severe += other.severe
    first = min(first, other.first)
    last = max(last, other.last)
  }

  /// Seven numbers of eight bytes each.
  var bytes: [UInt8] {
    [total, succeeded, failed, locked, severe, first, last].flatMap { number in
      (0..<8).map { UInt8(truncatingIfNeeded: UInt64(bitPattern: number) >> UInt64($0 * 8)) }
    }
  }

  /// The counterpart of ``bytes``.
  init(_ bytes: ArraySlice<UInt8>) {
    let numbers = (0..<7).map { index in
      Int64(
        bitPattern: (0..<8).reduce(0) { $0 | UInt64(bytes[bytes.startIndex + index * 8 + $1]) << UInt64($1 * 8) })
    }
    (total, succeeded, failed, locked) = (numbers[0], numbers[1], numbers[2], numbers[3])
    (severe, first, last) = (numbers[4], numbers[5], numbers[6])
  }
}
