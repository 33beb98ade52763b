import Glibc

/// The signals that ask a run to end: SIGTERM, SIGINT, SIGHUP.
///
/// A handler may do little: it writes the signal's number into a pipe, which a thread waits for.
struct SignalPipe {
  private static let ends: [Int32] = {
    var ends: [Int32] = [0, 0]
    _ = unsafe pipe(&ends)
    return ends
  }()

  /// Handles the signals from now on, for as long as the process lives.
  init() {
    // Made before a handler can need it.
    _ = Self.ends
    for number in [SIGTERM, SIGINT, SIGHUP] {
      signal(number) { number in
        var byte = UInt8(truncatingIfNeeded: number)
        _ = unsafe write(SignalPipe.ends[1], &byte, 1)
      }
    }
  }

  /// Waits for a signal, or until the deadline has passed.
  func wait(until deadline: Deadline) -> RunState.Reason {
    while true {
      var request = pollfd(fd: Self.ends[0], events: Int16(POLLIN), revents: 0)
      let answer = unsafe poll(&request, 1, deadline.millisecondsLeft)
      if answer > 0 {
        var number: UInt8 = 0
        _ = unsafe read(Self.ends[0], &number, 1)
        return .signal(Int(number))
      }
      if deadline.hasPassed { return .deadline }
    }
  }
}
