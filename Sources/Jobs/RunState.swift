import Model
import Documents
import Files
import Glibc

/// How the last run over an archive ended, for the next one and for `status`.
enum RunState: String {
  case running, done, failed, interrupted

  /// Writes the state, with the process it belongs to.
  static func write(_ state: RunState, to path: String) throws {
    let value = JSONValue.object([
      .init("state", .string(state.rawValue)), .init("pid", .integer(Int64(getpid()))),
      .init("at", .string(SystemClock.now().iso8601)),
    ])
    var file = try OutputFile(at: path)
    try file.append(value.text() + "\n")
    try file.commit()
  }

  /// The state that was written last, if any.
  static func read(_ path: String) -> RunState? {
    guard let text = try? InputFile.text(path) else { return nil }
    return [.running, .done, .failed, .interrupted].first { text.contains("\"\($0.rawValue)\"") }
  }
}
