import Files
import Messages

/// A dump as it lies in a backup's folder, and which programs unpack it.
package struct StoredDump: Sendable {
  /// The path of its file, or of its folder for the format `directory`.
  package let path: String
  /// Its shape.
  package let format: BackupSettings.Format
  /// How it was made smaller.
  package let compression: BackupSettings.Compression
  /// Whether a private key is needed to read it.
  package let isEncrypted: Bool

  /// A dump by where it lies and what its manifest says of it.
  package init(
    path: String, format: BackupSettings.Format, compression: BackupSettings.Compression, isEncrypted: Bool
  ) {
    (self.path, self.format, self.compression, self.isEncrypted) = (path, format, compression, isEncrypted)
  }

  /// Whether there is something at its path.
  package var isThere: Bool { format == .directory ? Folder.exists(path) : InputFile.exists(path) }

  /// Whether pg_restore can read it where it lies, with nothing before it.
  var isReadDirectly: Bool { format != .plain && !isEncrypted && (compression != .zstd || format == .directory) }

  /// What makes of its bytes those that pg_dump wrote, in this order.
  func unpacking(with tools: ReadingTools) throws(BackupError) -> [ProgramPipe.Stage] {
    var stages: [ProgramPipe.Stage] = []
    if isEncrypted {
      guard let identity = tools.identity else { throw .keyMissing(path) }
      stages.append(.init(try tools.path(of: .age), ["--decrypt", "--identity", identity]))
    }
    if compression == .zstd, format != .directory {
      stages.append(.init(try tools.path(of: .zstd), ["-q", "-d", "-c"]))
    }
    if compression == .gzip, format == .plain {
      stages.append(.init(try tools.path(of: .gzip), ["-d", "-c"]))
    }
    return stages
  }
}
