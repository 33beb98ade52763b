import Documents
import Files
import Jobs
import Messages
import Synchronization

/// Rows and their rate, on one line of a terminal; nothing anywhere else.
final class ProgressBar: Sendable {
  private struct State {
    var begin = ContinuousClock.now
    var step: Message?
  }

  private let isShown: Bool
  private let state = Mutex(State())

  init(isShown: Bool) {
    self.isShown = isShown && Terminal.isTerminal(2)
  }

  /// Shows how far a step has come.
  func show(_ progress: Invocation.Progress, _ language: Language) {
    if !isShown { return }
    let rate = state.withLock { state -> Int in
      if state.step != progress.step { state = State(step: progress.step) }
      let seconds = (ContinuousClock.now - state.begin) / .seconds(1)
      return seconds > 0.05 ? Int(Double(progress.rows) / seconds) : 0
    }
    let step = VisibleText.of(progress.step[language])
    StandardStream.error.show("\(Terminal.clear)\(step): \(progress.rows) (\(rate)/s)")
  }
}
