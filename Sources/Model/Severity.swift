/// How much a security event or a finding deserves attention, ascending.
package enum Severity: Int, Sendable, CaseIterable, Comparable {
  /// Bilgi.
  case info
  /// Düşük.
  case low
  /// Orta.
  case medium
  /// Yüksek.
  case high
  /// Kritik.
  case critical

  /// The English key used in files: `info` … `critical`.
  package var key: String {
    switch self {
    case .info: "info"
    case .low: "low"
    case .medium: "medium"
    case .high: "high"
    case .critical: "critical"
    }
  }

  package static func < (first: Severity, second: Severity) -> Bool { first.rawValue < second.rawValue }
}
