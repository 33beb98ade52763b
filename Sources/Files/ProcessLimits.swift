import Glibc
public import Messages

/// What the system lets this process use: files open at once, memory, and how large a file may grow.
public enum ProcessLimits {
  /// How many files a night has open at once is below this: tables on the disk, documents, the connection.
  static let openFiles = 128
  /// How much address space a night takes is below this; running out of it cannot be told any more, only prevented.
  static let addressSpace = 512 << 20

  /// How many open files are asked for where the system lets us; more would be a burden on programs that are started.
  private static let wantedFiles: rlim_t = 1024

  /// Takes as many open files as are needed, and lets a file that grows too large be an error instead of the end.
  public static func prepare() {
    signal(SIGXFSZ, SIG_IGN)
    var files = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files) == 0, files.rlim_cur < wantedFiles else {
      return
    }
    files.rlim_cur = min(wantedFiles, files.rlim_max)
    _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files)
  }

  /// What is set too low for a run, and how to raise it; nil when everything suffices.
  public static var complaint: Message? {
    if let files = current(RLIMIT_NOFILE), files < openFiles {
      return Message(
        tr: "Aynı anda en çok \(files) dosya açılabiliyor, bir çalıştırmaya en az \(openFiles) gerekir. "
          + "“ulimit -n” (systemd: LimitNOFILE) değerini yükseltin.",
        en: "At most \(files) files may be open at once, and a run needs \(openFiles). "
          + "Raise “ulimit -n” (systemd: LimitNOFILE).")
    }
    if let bytes = current(RLIMIT_AS), bytes < addressSpace {
      return Message(
        tr: "Bellek sınırı \(bytes >> 20) MiB, bir çalıştırmaya en az \(addressSpace >> 20) MiB gerekir. "
          + "“ulimit -v” (systemd: LimitAS) değerini yükseltin.",
        en: "Memory is limited to \(bytes >> 20) MiB, and a run needs \(addressSpace >> 20) MiB. "
          + "Raise “ulimit -v” (systemd: LimitAS).")
    }
    return nil
  }

  private static func current(_ resource: __rlimit_resource) -> Int? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0, limit.rlim_cur < rlim_t(Int.max) else {
      return nil
    }
    return Int(limit.rlim_cur)
  }
}
