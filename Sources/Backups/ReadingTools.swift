import Files

/// The programs a dump is read and restored with; each is looked for when it is needed.
package struct ReadingTools: Sendable {
  enum Program: String {
    case age, zstd, gzip, psql
    case pgRestore = "pg_restore"
  }

  /// The file of the private key, where there is one.
  package let identity: String?
  private let settings: BackupSettings
  private let folders: [String]

  /// The programs of a configuration, of a server's major version where there are several.
  ///
  /// `folder` is looked into first, such as that of the server a dump is restored into.
  package init(_ settings: BackupSettings, identity: String?, major: Int, folder: String? = nil) {
    self.settings = settings
    self.identity = identity ?? settings.encryption?.identityFile
    folders = (folder.map { [$0] } ?? []) + ["/usr/lib/postgresql/\(major)/bin"]
  }

  /// The path of a program.
  func path(of program: Program) throws(BackupError) -> String {
    let name =
      switch program {
      case .zstd: settings.zstd
      case .pgRestore: settings.pgRestore
      case .age: settings.encryption?.program ?? program.rawValue
      case .gzip, .psql: program.rawValue
      }
    guard let path = Programs.path(of: name, firstIn: folders) else { throw .toolMissing(name) }
    return path
  }
}
