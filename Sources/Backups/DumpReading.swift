import Files
package import Messages

extension StoredDump {
  /// Why a dump could not be read to its end, in the words of the programs that tried.
  package struct ReadingFault: Sendable {
    /// What they said.
    package let message: Message
    /// Whether it speaks of the key and not of the dump.
    package let isAboutKey: Bool
  }

  /// Reads the whole dump, unpacked, as pg_restore would; nil where it can be read to its end.
  ///
  /// Nothing of the dump is written anywhere.
  ///
  /// - Throws: ``BackupError`` where a program is missing or there is no key: nothing is known then.
  package func readingFault(with tools: ReadingTools) async throws -> ReadingFault? {
    let unpacking = try unpacking(with: tools)
    let outcomes: [ChildOutcome]
    if format == .plain {
      return try await endFault(unpacking)
    } else if isReadDirectly {
      let reading = ProgramPipe.Stage(try tools.path(of: .pgRestore), ["--file=/dev/null", path])
      outcomes = try await ProgramPipe.run([reading])
    } else {
      let reading = ProgramPipe.Stage(try tools.path(of: .pgRestore), ["--file=/dev/null"])
      outcomes = try await ProgramPipe.run(
        unpacking + [reading], input: .descriptor(try Descriptors.reading(path)))
    }
    if let failure = ChildOutcome.cause(of: outcomes) { return Self.fault(failure) }
    guard format == .directory, compression == .none else { return nil }
    // An uncompressed folder's reader does not notice rows that end too early.
    return try TableFiles.incomplete(in: path).first.map { name in
      ReadingFault(
        message: Message(tr: "\(name) dosyasında son işareti yok", en: "\(name) has no end mark"), isAboutKey: false)
    }
  }

  /// SQL text has no reader but psql; its last line and the compressor's own check stand in for it.
  private func endFault(_ unpacking: [ProgramPipe.Stage]) async throws -> ReadingFault? {
    let stream = ChildProcess.Stream.descriptor(try Descriptors.reading(path))
    let (outcomes, isComplete) = try await TextEnd.read(stream, through: unpacking, endMark: TextEnd.ofDump)
    if let failure = ChildOutcome.cause(of: outcomes) { return Self.fault(failure) }
    if isComplete { return nil }
    return ReadingFault(
      message: Message(tr: "dökümün son satırı yok", en: "the last line of the dump is missing"), isAboutKey: false)
  }

  private static func fault(_ failure: ChildOutcome) -> ReadingFault {
    ReadingFault(
      message: Message(verbatim: "\(failure.program), \(failure.status): \(failure.firstError)"),
      isAboutKey: failure.standardError.contains(wrongKey))
  }
}
