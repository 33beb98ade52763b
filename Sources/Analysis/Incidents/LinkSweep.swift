import Model

/// Unites the findings that share one user, address or session and touch in time; they come in the order of their begin.
///
/// By a user a state finding links only with findings of families A and C. Memory holds the state findings since the last
/// such finding.
struct LinkSweep {
  /// A finding as far as links go.
  struct Span {
    let number: Int32
    let part: IncidentPart
    let first: Instant
    let last: Instant
  }

  /// A finding that stands for all it was united with, and the latest end among them.
  private struct Cluster {
    let number: Int32
    var last: Instant
  }

  /// Two findings touch when no more than an hour lies between them: each is widened by half an hour at both ends.
  static let gap: Int64 = 3600 * microsecondsPerSecond

  private let statesLinkToActsOnly: Bool
  /// Findings that all link with each other: without the states, where those link to acts only.
  private var cluster: Cluster?
  /// The acts of the present cluster of acts, and the states that were united with it.
  private var acts: Cluster?
  private var linkedStates: Cluster?
  /// States that touch no act so far.
  private var openStates: [Span] = []

  /// A sweep over the findings of one user, or of one address or session.
  init(byUser: Bool) { statesLinkToActsOnly = byUser }

  /// Adds the next finding.
  mutating func add(_ span: Span, _ sets: inout UnionFind) {
    if statesLinkToActsOnly, span.part == .state { return addState(span, &sets) }
    Self.join(span, &cluster, &sets)
    guard statesLinkToActsOnly, span.part == .act else { return }
    if let linked = linkedStates, Self.touches(linked.last, span) {
      sets.unite(linked.number, span.number)
    } else {
      linkedStates = nil
    }
    for state in openStates where Self.touches(state.last, span) {
      sets.unite(state.number, span.number)
      linkedStates = Cluster(number: state.number, last: max(state.last, linkedStates?.last ?? state.last))
    }
    openStates.removeAll(keepingCapacity: true)
    Self.join(span, &acts, &sets)
  }

  private mutating func addState(_ state: Span, _ sets: inout UnionFind) {
    guard let acts, Self.touches(acts.last, state) else { return openStates.append(state) }
    sets.unite(acts.number, state.number)
    linkedStates = Cluster(number: state.number, last: max(state.last, linkedStates?.last ?? state.last))
  }

  private static func join(_ span: Span, _ cluster: inout Cluster?, _ sets: inout UnionFind) {
    guard let known = cluster, touches(known.last, span) else {
      return cluster = Cluster(number: span.number, last: span.last)
    }
    sets.unite(known.number, span.number)
    cluster?.last = max(known.last, span.last)
  }

  private static func touches(_ last: Instant, _ span: Span) -> Bool { span.first <= last.advanced(by: gap) }
}
