import Backups
import Files
import Foundation
import Messages
import Support
import Testing

/// An encrypted dump is read with its key, and with no other.
@Suite struct StoredDumpTests {
  private let folder: ScratchFolder
  private let keys: [String]

  init() throws {
    folder = try ScratchFolder()
    var keys: [String] = []
    for name in ["right.key", "wrong.key"] {
      let path = folder.path + "/" + name
      _ = try Command.run("age-keygen", "-o", path)
      keys.append(path)
    }
    self.keys = keys
  }

  private func encrypt(_ text: String, _ name: String) throws -> String {
    let path = folder.path + "/" + name
    let recipient = try Command.run("age-keygen", "-y", keys[0]).output.trimmingCharacters(in: .newlines)
    let file = try folder.write("plain", text)
    let outcome = try Command.run(
      "bash", "-c", "set -o pipefail; zstd -q -c '\(file)' | age -r \(recipient) -o '\(path)'")
    #expect(outcome.status == 0, "\(outcome.errors)")
    return path
  }

  private func fault(_ path: String, key: String?) async throws -> StoredDump.ReadingFault? {
    let dump = StoredDump(path: path, format: .plain, compression: .zstd, isEncrypted: true)
    let tools = ReadingTools(BackupSettings(), identity: key, major: 15)
    return try await dump.readingFault(with: tools)
  }

  @Test func `the right key reads, a wrong one says so, and without one nothing is claimed`() async throws {
    let path = try encrypt("SELECT 1;\n--\n-- PostgreSQL database dump complete\n--\n", "sound.age")
    #expect(try await fault(path, key: keys[0]) == nil)
    let wrong = try await fault(path, key: keys[1])
    #expect(wrong?.isAboutKey == true && wrong?.message.en.contains("no identity matched") == true)
    await #expect(throws: BackupError.self) { try await fault(path, key: nil) }
  }

  @Test func `what was changed or cut off is no matter of the key`() async throws {
    let half = try encrypt("SELECT 1;\n", "half.age")
    #expect(try await fault(half, key: keys[0])?.isAboutKey == false)
    let long = String(repeating: "SELECT 1;\n", count: 9) + "-- PostgreSQL database dump complete\n"
    let path = try encrypt(long, "long.age")
    var bytes = try Data(contentsOf: URL(filePath: path))
    bytes[bytes.count - 5] ^= 1
    for damaged in [bytes, bytes.dropLast(9)] {
      try damaged.write(to: URL(filePath: path))
      #expect(try await fault(path, key: keys[0])?.isAboutKey == false)
    }
  }
}
