/// The rules there are, in the order reports show them: one line a rule, held against the folder by a test.
public enum RuleList {
  /// The identifier of the rule of silent, cleared and stopped logs.
  public static var logSilence: String { LogSilence.definition.id }
  /// The rule that compares a live store.
  public static var liveStore: String { LiveStoreDisagreement.definition.id }

  /// Every rule.
  public static let all: [any Rule.Type] = [
    AccountBruteForce.self,
    SourceBruteForce.self,
    SuccessAfterFailures.self,
    PasswordSpraying.self,
    DistributedGuessing.self,
    UnknownUserEnumeration.self,
    ClosedAccountSignIn.self,
    AccountLockouts.self,
    PushFatigue.self,
    ImpossibleTravel.self,
    FirstSeenCountry.self,
    FirstSeenNetworkAndDevice.self,
    ConcurrentSessions.self,
    OverlappingNetworks.self,
    SessionElsewhere.self,
    OverlongSession.self,
    IdleSession.self,
    ActivityAfterEnd.self,
    SessionDurationOutlier.self,
    SignInVolumeOutlier.self,
    UnusualHour.self,
    DormantAccount.self,
    SurvivingSession.self,
    ResetThenNewSource.self,
    RemovedFactor.self,
    ShortLivedAccount.self,
    PrivilegedGrant.self,
    TokenRefreshRate.self,
    InvalidRecord.self,
    LogSilence.self,
    LiveStoreDisagreement.self,
  ]
}
