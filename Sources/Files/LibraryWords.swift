@preconcurrency import Glibc
import Synchronization

/// What C libraries print to `stderr` of their own accord, kept until it can be told like everything else.
///
/// libxlsxwriter prints warnings beside the errors it returns; between lines of JSON they would make the log unreadable.
public enum LibraryWords {
  private static let readingEnd = Mutex<CInt?>(nil)

  /// From now on the C library's `stderr` is a pipe; whoever writes to descriptor 2 is not affected.
  ///
  /// The pipe never makes a library wait: what does not fit into its 64 KiB is lost.
  public static func capture() {
    readingEnd.withLock { readingEnd in
      if readingEnd != nil { return }
      var ends: [CInt] = [0, 0]
      guard pipe(&ends) == 0 else { return }
      for end in ends {
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      }
      guard let stream = fdopen(ends[1], "w") else { return }
      setvbuf(stream, nil, _IOLBF, 1024)
      stderr = stream
      readingEnd = ends[0]
    }
  }

  /// The lines since the last time, none of them empty.
  public static func drain() -> [String] {
    readingEnd.withLock { readingEnd in
      guard let readingEnd else { return [] }
      fflush(stderr)
      var bytes: [UInt8] = []
      var portion = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = read(readingEnd, &portion, portion.count)
        if count <= 0 { break }
        bytes += portion[..<count]
      }
      return bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    }
  }
}
