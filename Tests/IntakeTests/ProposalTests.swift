import Model
import Testing

@testable import Intake

/// What names and words of somebody else's database are taken for.
@Suite struct ProposalTests {
  @Test(arguments: [
    ("lastSeenAt", ["last", "seen", "at"]), ("LAST-SEEN_AT", ["last", "seen", "at"]),
    ("SessionID", ["session", "id"]), ("Giriş Zamanı", ["giris", "zamani"]), ("", []), ("__", []), ("ip4", ["ip4"]),
    ("İPTAL", ["iptal"]),
  ])
  func `a name is taken apart into plain words`(name: String, words: [String]) {
    #expect(NameWords.of(name) == words)
  }

  @Test(arguments: [
    ("login_failed", EventType.loginFailed), ("LOGIN_ERROR", .loginFailed),
    ("Kullanıcı girişi başarısız", .loginFailed),
    ("user.signed_in", .loginSuccess), ("LOGIN", .loginSuccess), ("auth.login.success", .loginSuccess),
    ("signed_out", .logout), ("Çıkış", .logout), ("user_deleted", .userDeleted), ("token_refreshed", .tokenRefresh),
    ("user_recovery_requested", nil), ("password.reset.requested", .passwordReset),
    ("UPDATE_PASSWORD", .passwordChange),
    ("REMOVE_TOTP", .mfaRemoved), ("rate_limited", .rateLimited), ("invoice_created", nil), ("factor_in_progress", nil),
    ("session_created", .sessionStart),
    ("session_revoked", .sessionRevoked), ("MFA_VERIFIED", .mfaSuccess), ("unmapped", nil),
  ])
  func `a word of a log is guessed, or left to a person`(word: String, type: EventType?) {
    #expect(WordGuess.eventType(word) == type)
  }

  @Test(
    arguments: [
      (1_791_000_000.0, "to_timestamp(t)"), (1_791_000_000_000, "to_timestamp(t / 1000.0)"),
      (1_791_000_000_000_000, "to_timestamp(t / 1000000.0)"), (20_261_007, nil), (nil, nil),
    ] as [(Double?, String?)])
  func `numbers are moments of the unit their largest value fits`(largest: Double?, moment: String?) {
    let column = DatabaseColumn(expression: "t", name: "t", type: .number, isKey: false)
    #expect(TableExpression(column, largest: largest).moment == moment)
  }
}
