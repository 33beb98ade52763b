import Files

/// SQL text has no reader but psql; its last lines, and the compressor's own check, stand in for one.
enum TextEnd {
  /// How pg_dump ends it.
  static let ofDump = "-- PostgreSQL database dump complete"

  /// Reads a stream to its end, through programs that unpack it, and says whether a mark stands there.
  static func read(
    _ stream: ChildProcess.Stream, through stages: [ProgramPipe.Stage], endMark: String
  ) async throws -> (outcomes: [ChildOutcome], isComplete: Bool) {
    let end = try MemoryFile()
    let outcomes = try await ProgramPipe.run(
      stages + [.init("tail", ["-c", "300"])], input: stream, output: .borrowed(end.number))
    return (outcomes, String(decoding: try end.beginning(), as: UTF8.self).contains(endMark))
  }

  /// The outcomes of a reading, with one that failed where the mark is missing.
  static func outcomes(_ reading: (outcomes: [ChildOutcome], isComplete: Bool)) -> [ChildOutcome] {
    if reading.isComplete { return reading.outcomes }
    return reading.outcomes + [ChildOutcome(program: "tail", status: 1, standardError: "tail: error: no end mark")]
  }
}
