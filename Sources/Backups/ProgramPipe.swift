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

  /// Runs them to their ends; the outcomes are in their order.
  ///
  /// Descriptors are closed here as soon as a program has them.
  static func run(
    _ stages: [Stage], input: ChildProcess.Stream = .nothing, output: ChildProcess.Stream = .nothing
  ) async throws -> [ChildOutcome] {
    var (inputs, outputs) = ([input], [ChildProcess.Stream]())
    for _ in stages.dropFirst() {
      let pipe = try Descriptors.pipe()
      outputs.append(.descriptor(pipe.writeEnd))
      inputs.append(.descriptor(pipe.readEnd))
    }
    outputs.append(output)
    return try await withThrowingTaskGroup(of: (Int, ChildOutcome).self) { group in
      for (index, stage) in stages.enumerated() {
        let (reading, writing) = (inputs[index], outputs[index])
        group.addTask {
          let outcome = try await ChildProcess.run(
            stage.program, stage.arguments, environment: stage.environment, input: reading, output: writing)
          return (index, outcome)
        }
      }
      var outcomes: [Int: ChildOutcome] = [:]
      for try await (index, outcome) in group { outcomes[index] = outcome }
      return stages.indices.compactMap { outcomes[$0] }
    }
  }

  /// The same between files; what nobody names is nothing and nowhere.
  static func run(
    _ stages: [Stage], reading input: String?, writing output: String? = nil, in folder: String
  ) async throws -> [ChildOutcome] {
    try await run(
      stages, input: try input.map { .descriptor(try Descriptors.reading($0)) } ?? .nothing,
      output: try output.map { .descriptor(try Descriptors.writing($0, isNew: false)) } ?? .nothing)
  }
}
