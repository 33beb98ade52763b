public import Model

/// One observation that explains itself.
///
/// A rule is a value that is fed rows in a fixed order and reports findings to its sink. It implements the hooks of the
/// passes it needs; there are two: all rows in order of time, and one user after the other.
public protocol Rule: SendableMetatype {
  /// What the rule is.
  static var definition: RuleDefinition { get }
  /// The hooks it implements; others are not called.
  static var passes: Set<RulePass> { get }
  /// A rule for one run.
  init(_ context: RuleContext)
  /// An event, in order of time and identifier; only of the types the rule's subject counts or is shown.
  mutating func observe(_ event: borrowing ObservedEvent, _ sink: FindingSink) throws
  /// An event of any type that was judged; in order of time.
  mutating func observe(row event: borrowing SecurityEvent, _ verdict: EventAnalysis.Verdict, _ sink: FindingSink)
    throws
  /// A session that was judged; one user after the other.
  mutating func observe(row session: borrowing Session, _ verdict: SessionAnalysis.Verdict, _ sink: FindingSink) throws
  /// The end of the events in order of time; the users come after it.
  mutating func finishEvents(_ sink: FindingSink) throws
  /// A user's sessions and events, all that were read.
  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws
  /// The end of the rows.
  mutating func finish(_ sink: FindingSink) throws
}

/// A way in which rows pass a rule.
public enum RulePass: Sendable {
  /// ``Rule/observe(_:_:)-(ObservedEvent,_)``: events of the subject's types in order of time.
  case events
  /// The hooks that see every row with its verdict.
  case rows
  /// ``Rule/observe(_:_:)-(UserHistory,_)``: one user after the other.
  case users
}

extension Rule {
  mutating func observe(_ event: borrowing ObservedEvent, _ sink: FindingSink) throws {}
  mutating func observe(
    row event: borrowing SecurityEvent, _ verdict: EventAnalysis.Verdict, _ sink: FindingSink
  ) throws {}
  mutating func observe(
    row session: borrowing Session, _ verdict: SessionAnalysis.Verdict, _ sink: FindingSink
  ) throws {}
  mutating func finishEvents(_ sink: FindingSink) throws {}
  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {}
  mutating func finish(_ sink: FindingSink) throws {}
}
