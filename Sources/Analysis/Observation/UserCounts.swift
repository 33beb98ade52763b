public import Model

/// How often each user occurs among the rows of an episode.
///
/// Memory holds the users of the episode.
public struct UserCounts {
  /// The users that occur.
  public private(set) var byUser: [Identifier: Int64] = [:]
  /// Rows without a user.
  public private(set) var withoutUser: Int64 = 0
  private var inOrder: [Identifier] = []

  /// How many users a finding names.
  private static let limit = 25

  /// No rows yet.
  public init() {}

  /// How many users occur.
  public var count: Int { byUser.count }

  /// The most rows of one user.
  public var most: Int64 { byUser.values.max() ?? 0 }

  /// Counts a row.
  public mutating func add(_ user: Identifier?) {
    guard let user else { return withoutUser += 1 }
    byUser[user, default: 0] += 1
    if inOrder.count < Self.limit, inOrder.count < byUser.count { inOrder.append(user) }
  }

  /// The users that occur most, at most so many; equals in the order of their keys.
  public func top(_ limit: Int = 25) -> Finding.Measure.Value {
    let sorted = byUser.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return .users(sorted.prefix(limit).map { Finding.Measure.UserCount($0.key, $0.value) })
  }

  /// The users that occurred first, at most 25, in that order.
  public var earliest: Finding.Measure.Value {
    .users(inOrder.map { Finding.Measure.UserCount($0, byUser[$0] ?? 0) })
  }
}
