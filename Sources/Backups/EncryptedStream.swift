import Dispatch
import Evidence
import Files
import SystemPackage

/// What was encrypted, as it was before: enough to tell, with the private key, that it came back.
package struct Plaintext: Sendable, Equatable {
  /// How many bytes.
  package let bytes: Int
  /// SHA-256 of them, as 64 hexadecimal digits.
  package let sha256: String
}

/// A stream that goes into a file encrypted, and on the way through a reader: plaintext lies on no disk at any moment.
///
/// What is read is what was encrypted. The private key is elsewhere, so nobody here could read the file afterwards.
struct EncryptedStream {
  /// What came of the programs at its ends.
  struct Outcome {
    /// Those that made the stream, then age.
    let making: [ChildOutcome]
    /// Those that read it on the way.
    let reading: [ChildOutcome]
    /// What went through; the error where it did not all go through.
    let plaintext: Result<Plaintext, any Error>
  }

  /// The path of age.
  let age: String
  let settings: EncryptionSettings

  /// Makes the file at `path`, which must not be there.
  func write(
    _ stages: [ProgramPipe.Stage], to path: String,
    read: @escaping @Sendable (ChildProcess.Stream) async throws -> [ChildOutcome]
  ) async throws -> Outcome {
    let file = try Descriptors.writing(path, isNew: true)
    let (plain, sealed, shown) = (try Descriptors.pipe(), try Descriptors.pipe(), try Descriptors.pipe())
    async let making = ProgramPipe.run(stages, output: .descriptor(plain.writeEnd))
    async let encrypting = ChildProcess.run(
      age, settings.arguments, environment: [:], input: .descriptor(sealed.readEnd), output: .descriptor(file))
    async let reading = read(.descriptor(shown.readEnd))
    async let passing = Self.pass(plain.readEnd, to: [sealed.writeEnd, shown.writeEnd])
    return try await Outcome(
      making: making + [encrypting], reading: reading, plaintext: passing)
  }

  /// Holds a finished file against what went into it: its header and its size, and all of it where the key is here.
  func check(_ path: String, against plaintext: Plaintext) async throws {
    func refuse(_ words: String) -> BackupError {
      .unreadable(ChildOutcome(program: age, status: 0, standardError: "age: error: \(words)"))
    }
    let header = try InputFile.beginning(of: path, upTo: 1 << 20)
    guard let form = AgeForm(header), form.stanzaCount >= settings.recipients.count else {
      throw refuse("no header of age for every recipient")
    }
    let (size, expected) = (try InputFile.size(path), form.size(ofPlaintext: plaintext.bytes))
    guard size == expected else { throw refuse("\(size) bytes were written instead of \(expected)") }
    guard let identityFile = settings.identityFile else { return }
    let pipe = try Descriptors.pipe()
    async let passing = Self.pass(pipe.readEnd, to: [])
    let outcome = try await ChildProcess.run(
      age, ["--decrypt", "--identity", identityFile], environment: [:],
      input: .descriptor(try Descriptors.reading(path)), output: .descriptor(pipe.writeEnd))
    let decrypted = await passing
    guard outcome.isSuccess else { throw BackupError.unreadable(outcome) }
    guard try decrypted.get() == plaintext else { throw refuse("other bytes were decrypted than were encrypted") }
  }

  /// Copies a stream to its end on a thread of its own, and closes every descriptor.
  private static func pass(
    _ source: SystemPackage.FileDescriptor, to sinks: [SystemPackage.FileDescriptor]
  ) async -> Result<Plaintext, any Error> {
    await withCheckedContinuation { continuation in
      DispatchQueue(label: "tutanak stream").async {
        let result = Result {
          var digest = Digest()
          let bytes = try StreamSplit.run(from: source.rawValue, to: sinks.map(\.rawValue)) { digest.update($0) }
          return Plaintext(bytes: bytes, sha256: try digest.hexadecimal())
        }
        for descriptor in [source] + sinks { try? descriptor.close() }
        continuation.resume(returning: result)
      }
    }
  }
}

/// The form of a file that age encrypted, which <https://age-encryption.org/v1> describes.
struct AgeForm {
  /// For how many recipients the key of the file is wrapped.
  let stanzaCount: Int
  private let headerBytes: Int

  /// Reads the header, which is text; nil where there is none, or not all of it.
  init?(_ bytes: [UInt8]) {
    var (lines, begin, stanzas) = (0, bytes.startIndex, 0)
    while let end = bytes[begin...].firstIndex(of: UInt8(ascii: "\n")) {
      let line = bytes[begin..<end]
      lines += 1
      begin = end + 1
      if lines == 1, !line.elementsEqual("age-encryption.org/v1".utf8) { return nil }
      if line.starts(with: "-> ".utf8) { stanzas += 1 }
      if line.starts(with: "--- ".utf8) {
        (stanzaCount, headerBytes) = (stanzas, begin)
        return
      }
    }
    return nil
  }

  /// How many bytes the file has: a nonce, and for every 64 KiB a tag.
  func size(ofPlaintext bytes: Int) -> Int {
    let (chunk, nonce, tag) = (1 << 16, 16, 16)
    return headerBytes + nonce + bytes + max(1, (bytes + chunk - 1) / chunk) * tag
  }
}
