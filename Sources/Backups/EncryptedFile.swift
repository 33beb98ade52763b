import Dispatch
import Evidence
import Files
import SystemPackage

/// Bytes that age encrypts on their way into a file: they lie nowhere on a disk in the clear.
package enum EncryptedFile {
  /// Writes a file, which has its name when it is whole; `produce` hands over the bytes, on a thread of its own.
  ///
  /// - Throws: what `produce` throws, and an error for whatever age refuses.
  package static func write(
    to path: String, for settings: EncryptionSettings,
    _ produce: @escaping @Sendable (_ put: ([UInt8]) throws -> Void) throws -> Void
  ) async throws {
    let partial = path + ".partial"
    do {
      let plaintext = try await encrypt(to: partial, settings, produce)
      try await EncryptedStream(age: settings.program, settings: settings).check(partial, against: plaintext)
    } catch {
      try? Folder.remove(partial)
      throw error
    }
    try Folder.rename(partial, to: path)
  }

  private static func encrypt(
    to path: String, _ settings: EncryptionSettings,
    _ produce: @escaping @Sendable (_ put: ([UInt8]) throws -> Void) throws -> Void
  ) async throws -> Plaintext {
    let file = try Descriptors.writing(path, isNew: false)
    let pipe = try Descriptors.pipe()
    async let encrypting = ChildProcess.run(
      settings.program, settings.arguments, environment: [:], input: .descriptor(pipe.readEnd),
      output: .descriptor(file))
    async let writing = write(to: pipe.writeEnd, produce)
    let outcome = try await encrypting
    let plaintext = await writing
    guard outcome.isSuccess else { throw BackupError.toolFailed(outcome) }
    return try plaintext.get()
  }

  /// Writes the bytes to their end on a thread of its own, and closes the descriptor.
  private static func write(
    to sink: SystemPackage.FileDescriptor,
    _ produce: @escaping @Sendable (_ put: ([UInt8]) throws -> Void) throws -> Void
  ) async -> Result<Plaintext, any Error> {
    await withCheckedContinuation { continuation in
      DispatchQueue(label: "tutanak age").async {
        let result = Result {
          var digest = Digest()
          var bytes = 0
          try produce { portion in
            digest.update(portion)
            bytes += portion.count
            try sink.writeAll(portion)
          }
          return Plaintext(bytes: bytes, sha256: try digest.hexadecimal())
        }
        try? sink.close()
        continuation.resume(returning: result)
      }
    }
  }
}
