import Archive
import Backups
import Intake
import Messages

/// The database that a backup is restored into, looked at before anything is begun.
struct RestoreTarget {
  let serverVersion: String
  private let request: RestoreJob.Request
  private let backup: ArchivedBackup
  private let address: SourceAddress
  private let isNew: Bool
  private let ownsAreLeftOut: Bool

  /// Looks at the server; nothing is changed.
  ///
  /// - Throws: ``Failure`` for a database that is not empty and not confirmed, a server that is too old, lacks an
  ///   extension, or lacks a role.
  init(_ request: RestoreJob.Request, _ backup: ArchivedBackup, _ address: SourceAddress) throws {
    (self.request, self.backup, self.address) = (request, backup, address)
    let server = try TargetServer.open(address)
    serverVersion = server.version
    guard server.versionNumber / 10_000 >= backup.serverVersionNumber / 10_000 else {
      throw Failure(
        .wrongUsage,
        Message(
          tr: "Sunucu sürüm \(server.versionNumber / 10_000), yedek sürüm \(backup.serverVersionNumber / 10_000): eski "
            + "sunucu yeni yedeği geri yükleyemez.",
          en: "The server is version \(server.versionNumber / 10_000), the backup is of version "
            + "\(backup.serverVersionNumber / 10_000): an older server cannot restore it."))
    }
    isNew = !(try server.databases().contains(request.database))
    ownsAreLeftOut = request.leavesOwnersOut || !backup.hasRoles
    if !isNew { try Self.checkUse(request, address) }
    try Self.checkExtensions(backup, try server.availableExtensions())
    if !ownsAreLeftOut { try Self.checkRoles(backup, try server.roles()) }
  }

  /// What would be done.
  var plan: Message {
    let (to, from) = (request.database, backup.label)
    return isNew
      ? Message(
        tr: "\(from): “\(to)” veritabanı oluşturulup geri yüklenirdi (\(backup.bytes) bayt).",
        en: "\(from): would be restored into a new database “\(to)” (\(backup.bytes) bytes).")
      : Message(
        tr: "\(from): var olan “\(to)” veritabanına geri yüklenirdi (\(backup.bytes) bayt)"
          + (request.isClean ? "; içindekiler önce silinirdi." : "."),
        en: "\(from): would be restored into the existing database “\(to)” (\(backup.bytes) bytes)"
          + (request.isClean ? "; what it holds would be dropped first." : "."))
  }

  /// Restores and compares; a database that was made for it goes again when restoring could not end.
  func restore(with tools: ReadingTools, _ erasures: Erasures, in folder: String) async throws -> RestoredDatabase {
    guard let contents = backup.contents else {
      throw Failure(
        .unavailable,
        Message(
          tr: "Yedekle birlikte içeriği kaydedilmemiş; geri geldiği söylenemez. pg_restore ile elle geri yükleyin.",
          en: "What it holds was not recorded with it, so nobody could say that it came back. Restore it by hand with "
            + "pg_restore."))
    }
    if isNew { try TargetServer.open(address).create(database: request.database, backup.locale) }
    do {
      let own = address.leading(to: request.database)
      let (environment, patience) = try Self.way(to: own)
      var target = StoredDump.Target(environment: environment, patience: patience)
      (target.jobs, target.isClean, target.hasOwners) = (request.jobs, request.isClean, !ownsAreLeftOut)
      return try await RestoredDatabase.restore(backup, contents, into: own, target, with: tools, erasures, in: folder)
    } catch {
      if isNew { try? TargetServer.open(address).drop(database: request.database) }
      throw error
    }
  }

  private static func way(to address: SourceAddress) throws -> ([String: String], String) {
    let server = try TargetServer.open(address)
    return (server.environment, server.patience)
  }

  /// A database that is there must be empty, or be given up by its name.
  private static func checkUse(_ request: RestoreJob.Request, _ address: SourceAddress) throws {
    let name = request.database
    let count = try TargetServer.open(address.leading(to: name)).ownRelationCount()
    guard count > 0 else { return }
    guard request.isClean else {
      throw Failure(
        .wrongUsage,
        Message(
          tr: "“\(name)” veritabanı var ve boş değil (\(count) tablo, görünüm, dizin). Yeni bir ad verin; içindekiler "
            + "silinsin istiyorsanız --clean --confirm \(name) ekleyin. Hiçbir şey değiştirilmedi.",
          en:
            "The database “\(name)” is there and not empty (\(count) tables, views, indexes). Give a new name; to have "
            + "dropped what it holds, add --clean --confirm \(name). Nothing was changed."))
    }
    guard request.confirmation == name else {
      throw Failure(
        .wrongUsage,
        Message(
          tr: "“\(name)” veritabanında yedekteki her şey silinip geri yüklenir. Bunu istiyorsanız --confirm \(name) "
            + "ekleyin. Hiçbir şey değiştirilmedi.",
          en:
            "Everything of the backup that the database “\(name)” holds is dropped and restored. If that is wanted, add "
            + "--confirm \(name). Nothing was changed."))
    }
  }

  private static func checkExtensions(_ backup: ArchivedBackup, _ available: Set<String>) throws {
    let missing = backup.contents?.extensions.filter { !available.contains($0) } ?? []
    if missing.isEmpty { return }
    let list = missing.joined(separator: ", ")
    throw Failure(
      .unavailable,
      Message(
        tr: "Sunucuda şu eklentiler kurulu değil: \(list). Paketlerini kurup yeniden çalıştırın.",
        en: "The server lacks extensions: \(list). Install their packages and run again."))
  }

  private static func checkRoles(_ backup: ArchivedBackup, _ known: Set<String>) throws {
    let missing = backup.roles.filter { !known.contains($0) }
    if missing.isEmpty { return }
    let list = missing.joined(separator: ", ")
    throw Failure(
      .wrongUsage,
      Message(
        tr:
          "Sunucuda yedeğin adlandırdığı roller yok: \(list). Oluşturun ya da sahipsiz ve yetkisiz geri yüklemek için "
          + "--no-owner yazın.",
        en: "The server lacks roles that the backup names: \(list). Create them, or say --no-owner to restore without "
          + "owners and privileges."))
  }
}
