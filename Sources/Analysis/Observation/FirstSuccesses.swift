import Model

/// The first successful sign-in of each user after failures that a finding counts, in total order.
///
/// Later ones of the same user add nothing: whatever follows them follows the first. Memory holds at most ``limit``; the
/// users beyond that came later.
public struct FirstSuccesses: Sendable {
  /// The sign-ins.
  public private(set) var signIns: [Finding.SignIn] = []

  /// How many users are kept.
  public static let limit = 100

  /// None yet.
  public init() {}

  /// Whether there is none.
  public var isEmpty: Bool { signIns.isEmpty }

  /// Adds a sign-in; they may come in any order.
  public mutating func add(_ signIn: Finding.SignIn) {
    func comesBefore(_ first: Finding.SignIn, _ second: Finding.SignIn) -> Bool {
      (first.at, first.row.id) < (second.at, second.row.id)
    }
    if let known = signIns.firstIndex(where: { $0.row.user == signIn.row.user }) {
      guard comesBefore(signIn, signIns[known]) else { return }
      signIns.remove(at: known)
    }
    let place = signIns.firstIndex { comesBefore(signIn, $0) } ?? signIns.endIndex
    signIns.insert(signIn, at: place)
    if signIns.count > Self.limit { signIns.removeLast() }
  }
}
