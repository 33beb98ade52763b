package import Model

/// What a word of somebody's log probably means, by the words it is made of.
package enum WordGuess {
  /// Words of which each must have one hit for a type, in order: the first that fits is taken.
  private static let rules: [(type: EventType, words: [Set<String>])] = [
    (.mfaDenied, [factor, failure]), (.mfaRemoved, [factor, removal]), (.mfaEnrolled, [factor, addition]),
    (.mfaSuccess, [factor, success]), (.rateLimited, [["rate", "ratelimit", "throttle", "throttled"]]),
    (.tokenRefresh, [["token", "session"], ["refresh", "refreshed", "renew", "renewed"]]),
    (.passwordReset, [password, ["reset", "recover", "recovery", "forgot", "forgotten", "sifirlama"]]),
    (.passwordChange, [password, change]),
    (.loginFailed, [entry, failure]), (.accountUnlocked, [["unlock", "unlocked"]]),
    (.accountLocked, [["lock", "locked", "lockout", "kilit", "kilitlendi"]]),
    (.sessionRevoked, [session, removal]),
    (.sessionStart, [session, ["create", "created", "start", "started", "open", "opened", "begin"]]),
    (.sessionEnd, [session, ["end", "ended", "close", "closed", "expired", "finish", "finished"]]),
    (.logout, [["logout", "logoff", "signout", "cikis", "loggedout", "out"]]),
    (.loginSuccess, [entry]),
    (.roleGranted, [role, addition]), (.roleRevoked, [role, removal]), (.roleChanged, [role, change]),
    (.userDeleted, [user, ["delete", "deleted", "remove", "removed", "destroy", "destroyed", "silindi"]]),
    (
      .userDisabled,
      [user, ["disable", "disabled", "suspend", "suspended", "ban", "banned", "deactivate", "deactivated"]]
    ),
    (.userEnabled, [user, ["enable", "enabled", "activate", "activated", "reactivated", "unban", "unsuspend"]]),
    (.userCreated, [user, addition]),
    (.userCreated, [["signup", "signedup", "register", "registered", "registration", "kayit"]]),
    (.permissionDenied, [["permission", "access", "authorization"], failure]),
  ]

  private static let session: Set = ["session", "sessions", "oturum"]
  private static let success: Set = [
    "success", "succeeded", "successful", "verified", "passed", "accepted", "completed",
  ]
  private static let factor: Set = ["mfa", "2fa", "otp", "totp", "factor", "webauthn"]
  private static let password: Set = ["password", "passwd", "parola", "sifre"]
  private static let entry: Set = [
    "login", "signin", "signed", "sign", "logon", "giris", "girisi", "authentication", "authenticate", "authenticated",
    "auth",
    "logged",
  ]
  private static let role: Set = ["role", "roles", "permission", "privilege", "group", "rol", "yetki"]
  private static let user: Set = ["user", "account", "member", "kullanici", "uye"]
  private static let failure: Set = [
    "fail", "failed", "failure", "error", "invalid", "denied", "reject", "rejected", "unsuccessful", "basarisiz",
    "hata", "hatali", "wrong", "bad",
  ]
  private static let removal: Set = [
    "remove", "removed", "delete", "deleted", "disable", "disabled", "revoke", "revoked", "terminate", "terminated",
    "kill", "killed", "unenroll", "unenrolled",
  ]
  private static let addition: Set = [
    "add", "added", "create", "created", "enable", "enabled", "enroll", "enrolled", "grant", "granted", "assign",
    "assigned", "new", "invite", "invited", "eklendi",
  ]
  private static let change: Set = ["change", "changed", "update", "updated", "modify", "modified", "degisti"]

  /// The type of event that a raw word stands for; nil where nothing speaks for one.
  package static func eventType(_ word: String) -> EventType? {
    if let type = EventType(rawValue: word), type != .unmapped { return type }
    let words = Set(NameWords.of(word))
    return rules.first { rule in rule.words.allSatisfy { !$0.isDisjoint(with: words) } }?.type
  }

  /// The state of a session that a raw word stands for.
  package static func status(_ word: String) -> SessionStatus? {
    let words = Set(NameWords.of(word))
    if !words.isDisjoint(with: ["active", "open", "opened", "online", "acik", "aktif", "valid"]) { return .active }
    if !words.isDisjoint(with: ["expired", "timeout"]) { return .expired }
    if !words.isDisjoint(with: ["terminated", "revoked", "killed"]) { return .terminated }
    if !words.isDisjoint(with: ["closed", "ended", "inactive", "done", "offline", "kapali", "pasif", "loggedout"]) {
      return .closed
    }
    return nil
  }

  /// The reason of an end that a raw word stands for.
  package static func endReason(_ word: String) -> EndReason? {
    let words = Set(NameWords.of(word))
    if !words.isDisjoint(with: ["logout", "signout", "cikis", "logoff"]) { return .logout }
    if !words.isDisjoint(with: ["revoked", "admin", "terminated", "kicked", "killed"]) { return .revoked }
    if !words.isDisjoint(with: ["idle", "inactivity"]) { return .idle }
    if !words.isDisjoint(with: ["expired", "lifetime", "timeout"]) { return .lifetime }
    return nil
  }

  /// The reason of a failed sign-in that a raw word stands for.
  package static func failureReason(_ word: String) -> FailureReason? {
    if let reason = FailureReason(rawValue: word) { return reason }
    let words = Set(NameWords.of(word))
    if !words.isDisjoint(with: password) { return .badPassword }
    if !words.isDisjoint(with: ["unknown", "notfound"]) { return .unknownUser }
    if !words.isDisjoint(with: factor) { return .secondFactor }
    if !words.isDisjoint(with: ["locked", "kilitli"]) { return .accountLocked }
    if !words.isDisjoint(with: ["disabled", "suspended", "banned"]) { return .accountDisabled }
    return nil
  }
}
