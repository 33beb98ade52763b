/// What a source says of a session's state; raw statuses are mapped to it in `system.yaml`.
package enum SessionStatus: String, Sendable, CaseIterable {
  /// Açık: the session can still be used.
  case active
  /// Kapandı: the user ended it.
  case closed
  /// Zaman aşımı: it ran out.
  case expired
  /// Sonlandırıldı: somebody else ended it.
  case terminated
}
