import Files
import Glibc

/// A program that a test has started and looks at while it runs.
package final class RunningProgram: Sendable {
  private let process: ChildProcess
  private let scratch: ScratchFolder

  /// Starts a program found on the PATH; what it writes is kept until it has ended.
  package init(_ words: [String], environment: [String: String?] = [:], in folder: String? = nil) throws {
    scratch = try ScratchFolder()
    process = try ChildProcess(
      words, environment: environment, in: folder, input: .file("/dev/null"), output: .file(scratch.path + "/out"),
      errors: .file(scratch.path + "/err"))
  }

  /// The system's number for the process.
  package var identifier: Int32 { process.identifier }

  /// What it has written to standard error so far.
  package var errors: String { (try? InputFile.text(scratch.path + "/err")) ?? "" }

  /// Sends it a signal.
  package func signal(_ number: Int32) { kill(process.identifier, number) }

  /// Whether it has ended.
  package var hasEnded: Bool {
    var information = siginfo_t()
    return waitid(P_PID, id_t(identifier), &information, WEXITED | WNOHANG | WNOWAIT) < 0
      || information.si_signo == SIGCHLD
  }

  /// Waits until a condition holds; false when the program ended before that.
  ///
  /// The thread is kept meanwhile: one that other tests may take over might miss the moment.
  package func reaches(_ condition: () throws -> Bool) throws -> Bool {
    while !hasEnded {
      if try condition() { return true }
      usleep(2000)
    }
    return false
  }

  /// Waits for its end.
  package func wait() throws -> Command.Outcome {
    let status = process.wait()
    return Command.Outcome(
      status: status, output: try InputFile.text(scratch.path + "/out"),
      errors: try InputFile.text(scratch.path + "/err"))
  }
}
