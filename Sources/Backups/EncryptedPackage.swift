import Evidence
import Files
import SystemPackage

/// A folder's files as one file that only its recipients can open: a tar that age encrypts on its way to the disk, on
/// which the files lie nowhere else in the clear.
package struct EncryptedPackage: Sendable {
  /// One file.
  package struct File: Sendable {
    let path: String
    let size: Int
    let sha256: String

    /// A file from its parts; the path is relative to the folder.
    package init(path: String, size: Int, sha256: String) {
      (self.path, self.size, self.sha256) = (path, size, sha256)
    }
  }

  private let folder: String
  private let name: String
  private let files: [File]
  private let modified: Int64

  /// A package from its parts: its files come out in a folder called `name`, modified at a moment in seconds since 1970.
  package init(of folder: String, name: String, files: [File], modified: Int64) {
    (self.folder, self.name, self.files, self.modified) = (folder, name, files, modified)
  }

  /// Writes it; the file has its name when it is whole.
  ///
  /// - Throws: an error for a file that is not what its sum says, and for whatever age refuses.
  package func write(to path: String, for settings: EncryptionSettings) async throws {
    try await EncryptedFile.write(to: path, for: settings) { try tar($0) }
  }

  private func tar(_ put: ([UInt8]) throws -> Void) throws {
    for file in files {
      try put(try TarHeader.block(of: file.path, below: name, size: file.size, modified: modified))
      var own = Digest()
      var count = 0
      var failure: (any Error)?
      try InputFile.forEachPortion(of: folder + "/" + file.path) { portion in
        if failure != nil { return }
        own.update(portion)
        count += portion.count
        do { try put(portion) } catch { failure = error }
      }
      if let failure { throw failure }
      // The sum was right when the package was issued; what is on its way is not finished otherwise.
      guard count == file.size, try own.hexadecimal() == file.sha256 else {
        throw FileError(.digest, folder + "/" + file.path, code: Errno.ioError.rawValue)
      }
      let rest = count % TarHeader.size
      if rest > 0 { try put([UInt8](repeating: 0, count: TarHeader.size - rest)) }
    }
    try put([UInt8](repeating: 0, count: 2 * TarHeader.size))
  }
}

/// The head of a file in a tar (POSIX ustar).
enum TarHeader {
  /// Bytes of a block.
  static let size = 512

  /// The block before a file's bytes.
  static func block(of path: String, below folder: String, size: Int, modified: Int64) throws(FileError) -> [UInt8] {
    guard path.utf8.count <= 100, folder.utf8.count <= 155 else {
      throw FileError(.write, path, code: Errno.fileNameTooLong.rawValue)
    }
    guard size < 1 << 33 else { throw FileError(.write, path, code: Errno.fileTooLarge.rawValue) }
    var block = [UInt8](repeating: 0, count: Self.size)
    func set(_ text: String, at offset: Int) {
      for (index, byte) in text.utf8.enumerated() { block[offset + index] = byte }
    }
    func octal(_ number: Int64, _ digits: Int) -> String {
      let text = String(max(0, number), radix: 8)
      return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
    set(path, at: 0)
    set(octal(0o600, 7), at: 100)
    set(octal(0, 7), at: 108)
    set(octal(0, 7), at: 116)
    set(octal(Int64(size), 11), at: 124)
    set(octal(modified, 11), at: 136)
    set("        ", at: 148)
    set("0", at: 156)
    set("ustar\u{0}00", at: 257)
    set(folder, at: 345)
    let sum = block.reduce(0) { $0 + Int($1) }
    set(octal(Int64(sum), 6) + "\u{0} ", at: 148)
    return block
  }
}
