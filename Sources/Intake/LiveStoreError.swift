package import Messages
import Redis

/// Why a live store was not read to its end.
package struct LiveStoreError: ExplainedError {
  package let failureKind: FailureKind
  package let message: Message
  /// The cause in one word, for files: `unreachable`, `silent`, `cut`, `foreign`, `too_many_keys`, or Redis' own code.
  package let code: String

  init(_ error: RedisError) {
    (failureKind, message, code) = (error.failureKind, error.message, error.code)
  }

  /// More keys than are looked at.
  init(limit: Int, _ store: String) {
    failureKind = .unavailable
    code = "too_many_keys"
    message = Message(
      tr: "\(store): oturum anahtarı \(limit) sınırını aşıyor; gerekiyorsa “limit” değerini yükseltin.",
      en: "\(store): there are more than \(limit) keys of sessions; raise “limit” if that is right.")
  }
}
