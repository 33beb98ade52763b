import Analysis
package import Documents

/// What a document of counts (M3) shows of numbers, so that no small one is read or found by subtracting.
///
/// Every number of such a document goes through here, in tables, figures, tiles and the JSON copy alike, so all places
/// show the same of the same number. Counts are cut to multiples of five: a difference of two is never exact.
package enum Suppression {
  /// Below this, a count is shown as "<5"; what is above is cut to a multiple of it.
  package static let smallestCount: Int64 = 5

  /// What is shown of a count.
  package enum Shown: Equatable, Sendable {
    /// Nothing was counted.
    case zero
    /// One to four; among parts of one whole also none, where ``parts(_:)`` says so.
    case small
    /// So many, up to four more.
    case rounded(Int64)
    /// Nothing is said, since with the other parts it would give one away.
    case withheld
  }

  /// What is shown of a count that is no part of a whole which is shown too.
  package static func shown(_ count: Int64) -> Shown {
    if count < smallestCount { return count <= 0 ? .zero : .small }
    return .rounded(count - count % smallestCount)
  }

  /// What is shown of counts that make up a whole which is shown too.
  ///
  /// Four small parts beside a whole of four would all be one; and where a multiple of five of parts all end in four or
  /// nine, the whole says so. Whether that could be is decided by how many parts there are, never by their values: then
  /// no part says that it is none, or, where every part is something, one of them says nothing.
  package static func parts(_ counts: [Int64]) -> [Shown] {
    var shown = counts.map { self.shown($0) }
    let small = shown.count { $0 == .small }
    let something = shown.count { $0 != .zero }
    guard small >= 4 || small > 0 && something % 5 == 0 else { return shown }
    if something < shown.count { return shown.map { $0 == .zero ? .small : $0 } }
    let larger = counts.indices.filter { shown[$0] != .small }
    guard let place = larger.min(by: { counts[$0] < counts[$1] }) ?? shown.indices.first else { return shown }
    shown[place] = .withheld
    return shown
  }

  /// Which counts have a row of their own in a table that lists only what occurs; the others are one row together.
  ///
  /// Those are the small ones; and where they come to a small count again, and the rows with theirs are a multiple of
  /// five, the smallest of the larger ones goes with them: the whole could say that each ends in four or nine.
  package static func listed(_ counts: [Int64]) -> [Bool] {
    var listed = counts.map { $0 >= smallestCount }
    let rest = zip(counts, listed).reduce(0) { $1.1 ? $0 : $0 + $1.0 }
    guard (1..<smallestCount).contains(rest), (listed.count { $0 } + 1) % 5 == 0,
      let place = counts.indices.filter({ listed[$0] }).min(by: { counts[$0] < counts[$1] })
    else { return listed }
    listed[place] = false
    return listed
  }

  /// A count as a value for programs, as a mask level allows; for what lies beside a document, such as its manifest.
  package static func value(_ count: Int64, at level: MaskLevel) -> JSONValue {
    if level.showsPersons { return .integer(count) }
    return switch shown(count) {
    case .zero: .integer(0)
    case .small, .withheld: .string("<\(smallestCount)")
    case .rounded(let count): .integer(count)
    }
  }

  /// Of two ways in which a count is a part, the one that shows less.
  static func less(_ first: Shown, _ second: Shown) -> Shown {
    if first == .withheld || second == .withheld { return .withheld }
    return first == .small ? first : second
  }

  /// Whether durations of so many persons may be shown: neither the recorded nor the estimated ones are those of a few.
  static func showsDurations(_ totals: SessionTotals) -> Bool {
    let few = 1..<Int(smallestCount)
    return totals.users >= few.upperBound && !few.contains(totals.recordedUsers)
      && !few.contains(totals.estimatedUsers)
  }
}
