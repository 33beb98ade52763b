public import Model

/// How many events of which outcome, and the time they span.
public struct EventCounts: KeyedSum, Sendable, Equatable {
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

  /// Adds seven numbers of eight bytes each to a record that this run reads again.
  public func append(to bytes: inout [UInt8]) {
    let numbers = (total, succeeded, failed, locked, severe, first, last)
    unsafe withUnsafeBytes(of: numbers) { unsafe bytes.append(contentsOf: $0) }
  }

  /// The counterpart of ``append(to:)``.
  public init(_ bytes: ArraySlice<UInt8>) {
    let record = bytes.span
    func number(_ index: Int) -> Int64 {
      unsafe record.bytes.unsafeLoadUnaligned(fromByteOffset: index * 8, as: Int64.self)
    }
    (total, succeeded, failed, locked) = (number(0), number(1), number(2), number(3))
    (severe, first, last) = (number(4), number(5), number(6))
  }
}
