/// The rules there are, in the order reports show them: one line a rule, held against the folder by a test.
package enum RuleList {
  /// Every rule.
  package static let all: [any Rule.Type] = [
    AccountBruteForce.self,
    SourceBruteForce.self,
    SuccessAfterFailures.self,
    PasswordSpraying.self,
    DistributedGuessing.self,
    UnknownUserEnumeration.self,
    ClosedAccountSignIn.self,
    AccountLockouts.self,
    PushFatigue.self,
  ]
}
