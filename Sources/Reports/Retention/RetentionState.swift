/// How the records of a rule stand.
package enum RetentionState: String, Sendable, CaseIterable {
  /// None is due.
  case inOrder = "in_order"
  /// Some are.
  case due
  /// Some should have been disposed of in an earlier cycle.
  case overdue
  /// Some are older than they may be.
  case beyond
  /// Some are due, and a hold keeps them.
  case held
  /// No rule says how long they are kept.
  case noRule = "no_rule"
  /// They could not be counted.
  case unread
}

extension RetentionStatus.Line {
  /// How its records stand; a hold explains why due records are still there.
  package var state: RetentionState {
    guard let counts else { return .unread }
    if rule == nil { return .noRule }
    if counts.due > 0 || counts.beyond > 0, hold != nil { return .held }
    if counts.beyond > 0 { return .beyond }
    return counts.overdue > 0 ? .overdue : counts.due > 0 ? .due : .inOrder
  }
}
