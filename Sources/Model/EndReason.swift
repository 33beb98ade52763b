/// Why a session ended, as the source knows it; raw reasons are mapped to it in `system.yaml`.
package enum EndReason: String, Sendable, CaseIterable {
  /// The user signed out.
  case logout
  /// An administrator, or a security measure, ended it.
  case revoked
  /// It was idle for too long.
  case idle
  /// It reached its absolute life time.
  case lifetime
  /// A newer session took its place.
  case replaced
  /// The source names a reason that the mapping does not know; listed as it is.
  case other
}
