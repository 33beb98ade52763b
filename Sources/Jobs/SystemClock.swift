import CKernelClock
import Glibc
import Model
import Reports

/// The one place that reads a clock, for runs that were given no moment.
enum SystemClock {
  /// The present moment by this machine's clock.
  static func now() -> Instant {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }

  /// What the kernel says of the clock (`adjtimex(2)`): whether something keeps it in step, and how far it may be off.
  static func state() -> IssueFacts.Clock {
    var clock = timex()
    let state = unsafe adjtimex(&clock)
    let isUnsynchronised = state < 0 || state == TIME_ERROR || clock.status & Int32(STA_UNSYNC) != 0
    return isUnsynchronised ? .unsynchronised : .synchronised(maximumError: Int64(clock.maxerror))
  }
}
