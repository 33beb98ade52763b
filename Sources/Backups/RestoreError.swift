package import Messages

/// Why a dump could not be restored: nothing is known of the dump then.
package enum RestoreError: ExplainedError {
  /// There is no PostgreSQL server to start, of the major version or a newer one.
  case serverMissing(major: Int)
  /// The programs that were named are older than the backup.
  case serverTooOld(folder: String, version: Int, major: Int)
  /// The user the server shall run as does not exist.
  case userMissing(String)
  /// The path of the scratch server's socket is longer than a socket's may be.
  case pathTooLong(String)
  /// Something of somebody else's lies where the scratch server's folder is made.
  case inTheWay(String)
  /// The scratch server did not start; `reason` is what it said.
  case notStarted(program: String, reason: String)
  /// The private key is of none of those the dump was encrypted to.
  case wrongKey(String)
  /// Something ended the restoring that speaks of the server and not of the dump.
  case serverFault(DumpFault, program: String)

  package var failureKind: FailureKind {
    switch self {
    case .serverMissing, .notStarted: .unavailable
    case .serverTooOld, .userMissing, .pathTooLong, .wrongKey: .misconfigured
    case .inTheWay: .cannotCreate
    case .serverFault(let fault, _): fault.failureKind
    }
  }

  package var message: Message {
    switch self {
    case .serverMissing(let major):
      Message(
        tr: "Deneme için PostgreSQL sunucusu bulunamadı (initdb, postgres; sürüm \(major) veya yenisi). "
          + "postgresql-\(major) paketini kurun, backup.drill.programs ile klasörünü ya da backup.drill.connection ile "
          + "başka bir sunucu verin.",
        en: "There is no PostgreSQL server for a drill (initdb, postgres; version \(major) or newer). Install "
          + "postgresql-\(major), name its folder in backup.drill.programs, or another server in backup.drill.connection."
      )
    case .serverTooOld(let folder, let version, let major):
      Message(
        tr: "\(folder) sürüm \(version), yedek sürüm \(major): eski sunucu yeni yedeği geri yükleyemez. "
          + "backup.drill.programs değerini düzeltin.",
        en: "\(folder) is version \(version), the backup is of version \(major): an older server cannot restore it. "
          + "Correct backup.drill.programs.")
    case .userMissing(let name):
      Message(
        tr: "“\(name)” kullanıcısı sistemde yok (backup.drill.user); PostgreSQL root olarak çalışmaz.",
        en: "There is no user “\(name)” on this system (backup.drill.user); PostgreSQL does not run as root.")
    case .pathTooLong(let path):
      Message(
        tr: "Geçici sunucunun soket yolu çok uzun: \(path). backup.drill.folder ile daha kısa bir klasör verin.",
        en: "The path of the scratch server's socket is too long: \(path). Name a folder with a shorter path in "
          + "backup.drill.folder.")
    case .inTheWay(let path):
      Message(
        tr: "\(path) başka bir kullanıcının; ona dokunulmadı. Kaldırın ya da backup.drill.folder ile başka bir klasör "
          + "verin.",
        en: "\(path) is another user's and was left alone. Remove it, or name another folder in backup.drill.folder.")
    case .notStarted(let program, let reason):
      Message(
        tr: "Geçici sunucu başlatılamadı (\(program)): \(reason)",
        en: "The scratch server could not be started (\(program)): \(reason)")
    case .wrongKey(let path):
      Message(
        tr: "Verilen özel anahtar, \(path) dosyasının şifrelendiği anahtarlardan hiçbirinin değil. Doğru anahtarın "
          + "dosyasını --identity ile verin.",
        en: "The private key is of none of those that \(path) was encrypted to. Give the file of the right one with "
          + "--identity.")
    case .serverFault(let fault, let program):
      Message(
        tr: "\(program) geri yüklemeyi bitiremedi. \(fault.words.tr)",
        en: "\(program) could not finish restoring. \(fault.words.en)")
    }
  }
}
