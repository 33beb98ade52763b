import Files

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
    let scratch = try ScratchFolder()
    defer { withExtendedLifetime(scratch) {} }
    let files = try ["in", "out", "err"].map { try scratch.write($0, $0 == "in" ? input : "") }
    let status = try ChildProcess(
      words, environment: environment, in: folder, input: .file(files[0]), output: .file(files[1]),
      errors: .file(files[2])
    ).wait()
    return Outcome(status: status, output: try InputFile.text(files[1]), errors: try InputFile.text(files[2]))
  }
}
