import Glibc

/// What systemd's journal makes of standard error, where that goes there.
enum Journal {
  /// Whether standard error is the journal: systemd says of which stream it is (`systemd.exec(7)`, `$JOURNAL_STREAM`).
  private static let isStandardError: Bool = {
    guard let stream = unsafe getenv("JOURNAL_STREAM").map({ unsafe String(cString: $0) }) else { return false }
    var status = stat()
    return unsafe fstat(2, &status) == 0 && stream == "\(status.st_dev):\(status.st_ino)"
  }()

  /// The priority of a line (`sd-daemon(3)`), so that `journalctl -p warning` finds it; empty elsewhere.
  static func priority(of kind: Terminal.Kind) -> String {
    guard isStandardError else { return "" }
    return switch kind {
    case .error: "<3>"
    case .warning: "<4>"
    case .remark: "<6>"
    }
  }
}
