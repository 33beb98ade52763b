import Model

/// How the findings of a rule take part in incidents.
public enum IncidentPart: UInt8, Sendable {
  /// An act against an account or with one: families A and C.
  case act
  /// Something else that happened at a time.
  case happening
  /// A state that goes on until somebody ends it: S03, S04, S07, S08, and families B and D.
  case state

  /// The part of a rule's findings.
  public init(_ definition: RuleDefinition) {
    switch definition.id.utf8.first {
    case UInt8(ascii: "A"), UInt8(ascii: "C"): self = .act
    case UInt8(ascii: "B"), UInt8(ascii: "D"): self = .state
    default: self = ["S03", "S04", "S07", "S08"].contains(definition.id) ? .state : .happening
    }
  }
}
