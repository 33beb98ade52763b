import Glibc

/// The system's own journal (journald, syslog): a witness outside the archive.
public enum SystemJournal {
  /// Writes one line to `/dev/log`, if something listens there; nobody is waited for, and nothing depends on it.
  public static func write(_ line: String) {
    let number = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard number >= 0 else { return }
    defer { close(number) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: "/dev/log".utf8) }
    // Facility “user”, severity “notice” (RFC 3164, section 4.1.1).
    let message = Array("<13>\(line)".utf8)
    _ = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        sendto(
          number, message, message.count, Int32(MSG_DONTWAIT | MSG_NOSIGNAL), $0,
          socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
