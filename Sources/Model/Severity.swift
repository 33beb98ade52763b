/// How much a security event or a finding deserves attention, ascending.
public enum Severity: Int, Sendable, CaseIterable, Comparable {
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
  public var key: String {
    switch self {
    case .info: "info"
    case .low: "low"
    case .medium: "medium"
    case .high: "high"
    case .critical: "critical"
    }
  }

  public static func < (first: Severity, second: Severity) -> Bool { first.rawValue < second.rawValue }
}
