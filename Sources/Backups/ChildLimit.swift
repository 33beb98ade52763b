import Dispatch
import Glibc
import Synchronization

/// Ends a program, with what it has started, when its time is over: first it is asked, two seconds later there is no asking.
final class ChildLimit: Sendable {
  private struct State {
    var process: pid_t?
    var isOver = false
    var hasRunOut = false
  }

  private let state = Mutex(State())
  private let microseconds: Int64

  /// A limit that has not begun to count.
  init(microseconds: Int64) { self.microseconds = microseconds }

  /// Whether the time ran out before the program ended.
  var hasRunOut: Bool { state.withLock { $0.hasRunOut } }

  /// Counts from now on.
  func begin(_ process: pid_t) {
    state.withLock { $0.process = process }
    let end = DispatchTime.now() + .microseconds(Int(clamping: microseconds))
    DispatchQueue.global().asyncAfter(deadline: end) {
      self.signal(SIGTERM)
      DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(2)) { self.signal(SIGKILL) }
    }
  }

  /// The program itself has ended; what is left of an overdue one ends as well.
  func end() {
    state.withLock { state in
      if state.hasRunOut, let process = state.process { kill(-process, SIGKILL) }
      state.isOver = true
    }
  }

  /// Nothing is signalled whose number another program may have by now.
  private func signal(_ number: CInt) {
    state.withLock { state in
      guard !state.isOver, let process = state.process else { return }
      state.hasRunOut = true
      kill(-process, number)
    }
  }
}
