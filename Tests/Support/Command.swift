import Foundation

/// Another program, run to its end.
package struct Command: Sendable {
  /// What came of it.
  package struct Outcome: Sendable {
    /// The exit status; 128 and the signal's number when a signal ended it.
    package let status: Int32
    /// What it wrote to standard output.
    package let output: String
    /// What it wrote to standard error.
    package let errors: String
  }

  /// Runs a program found on the PATH and waits for its end.
  ///
  /// `environment` is added to this process's own, nil removes a variable; `input` is what the program reads from
  /// standard input.
  package static func run(
    _ words: String..., environment: [String: String?] = [:], input: String = "", in folder: String? = nil
  ) throws -> Outcome {
    try run(words: words, environment: environment, input: input, in: folder)
  }

  /// The same with the words in an array.
  package static func run(
    words: [String], environment: [String: String?] = [:], input: String = "", in folder: String? = nil
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    var variables = ProcessInfo.processInfo.environment
    for (name, value) in environment { variables[name] = value }
    process.environment = variables
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    let scratch = try ScratchFolder()
    let files = try ["in", "out", "err"].map { try scratch.write($0, $0 == "in" ? input : "") }
    process.standardInput = FileHandle(forReadingAtPath: files[0])
    process.standardOutput = FileHandle(forWritingAtPath: files[1])
    process.standardError = FileHandle(forWritingAtPath: files[2])
    try process.run()
    process.waitUntilExit()
    let signalled = process.terminationReason == .uncaughtSignal
    return Outcome(
      status: process.terminationStatus + (signalled ? 128 : 0),
      output: String(decoding: try Data(contentsOf: URL(fileURLWithPath: files[1])), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: URL(fileURLWithPath: files[2])), as: UTF8.self))
  }
}
