import Files

/// Programs of which each reads what the one before it writes.
enum ProgramPipe {
  /// One of them.
  struct Stage: Sendable {
    let program: String
    let arguments: [String]
    let environment: [String: String]

    init(_ program: String, _ arguments: [String], environment: [String: String] = [:]) {
      (self.program, self.arguments, self.environment) = (program, arguments, environment)
    }
  }

  /// Runs them to their end; the first reads a file, or nothing, and the last writes into one, or nowhere.
  ///
  /// What they write to standard error lies in files of `folder` meanwhile.
  static func run(
    _ stages: [Stage], reading input: String?, writing output: String? = nil, in folder: String
  ) async throws -> [ChildOutcome] {
    var reading: ChildProcess.Stream = try input.map { .descriptor(try Descriptors.reading($0)) } ?? .nothing
    var ends: [(input: ChildProcess.Stream, output: ChildProcess.Stream)] = []
    for index in stages.indices {
      if index == stages.count - 1 {
        let writing = try output.map { ChildProcess.Stream.descriptor(try Descriptors.writing($0, isNew: false)) }
        ends.append((reading, writing ?? .nothing))
      } else {
        let pipe = try Descriptors.pipe()
        ends.append((reading, .descriptor(pipe.writeEnd)))
        reading = .descriptor(pipe.readEnd)
      }
    }
    return try await withThrowingTaskGroup(of: (Int, ChildOutcome).self) { group in
      for (index, (stage, end)) in zip(stages, ends).enumerated() {
        group.addTask {
          let outcome = try await ChildProcess.run(
            stage.program, stage.arguments, environment: stage.environment, input: end.input, output: end.output,
            folder: folder)
          return (index, outcome)
        }
      }
      var outcomes: [(Int, ChildOutcome)] = []
      for try await outcome in group { outcomes.append(outcome) }
      return outcomes.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }
}
