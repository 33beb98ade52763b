import Model

/// An episode of failed sign-ins from one address, and the sign-ins from there that succeeded meanwhile and soon after.
///
/// Memory holds the users of the episode, and the successes since its last trigger.
struct AddressEpisode {
  /// The first row of the first window.
  let first: Instant
  /// The last trigger.
  private(set) var last: Instant
  /// The failures, and among them in total order the successes.
  private(set) var evidence: EvidenceList
  /// How many failures.
  private(set) var failures = 0
  /// Their users.
  private(set) var users = UserCounts()
  /// How many successes, once the episode has ended.
  private(set) var successes = 0
  /// The first success, once the episode has ended.
  private(set) var firstSuccess: TimedRow?
  /// The first success of each user since the begin, those long after the end among them.
  private(set) var firstByUser: [Identifier: TimedRow] = [:]
  /// Successes that are not evidence yet, since failures before them may still become evidence.
  private var waiting: [TimedRow] = []

  /// An episode that begins, without its rows.
  init(first: Instant, _ evidence: EvidenceList) {
    self.first = first
    last = first
    self.evidence = evidence
  }

  /// Adds a success, in total order.
  mutating func add(_ success: TimedRow) {
    waiting.append(success)
    if let user = success.row.user, firstByUser[user] == nil { firstByUser[user] = success }
  }

  /// Adds the failures up to another trigger.
  mutating func add(_ rows: [TimedRow], until trigger: Instant) {
    last = trigger
    for row in rows {
      takeSuccesses { $0.precedes(row) }
      evidence.append(row.row)
      failures += 1
      users.add(row.row.user)
    }
  }

  /// Ends the episode: its successes are those up to so many microseconds after the last trigger, that moment included.
  mutating func end(after aftermath: Int64) {
    let limit = last.advanced(by: aftermath)
    takeSuccesses { $0.at <= limit }
    waiting = []
  }

  /// The users that signed in up to a moment, that moment included, each with the first success.
  func succeeding(until moment: Instant) -> [TimedRow] { firstByUser.values.filter { $0.at <= moment } }

  private mutating func takeSuccesses(while holds: (TimedRow) -> Bool) {
    guard !waiting.isEmpty else { return }
    let taken = waiting.prefix(while: holds)
    for success in taken {
      evidence.append(success.row)
      successes += 1
      firstSuccess = firstSuccess ?? success
    }
    waiting.removeFirst(taken.count)
  }
}
