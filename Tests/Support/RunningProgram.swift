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

  /// Waits for its end.
  package func wait() throws -> Command.Outcome {
    let status = process.wait()
    return Command.Outcome(
      status: status, output: try InputFile.text(scratch.path + "/out"),
      errors: try InputFile.text(scratch.path + "/err"))
  }
}
