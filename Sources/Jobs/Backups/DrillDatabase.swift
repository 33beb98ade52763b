import Archive
import Backups
import Intake
import Messages

/// A database made for one drill on a server, and dropped afterwards with the roles that were made for it.
struct DrillDatabase {
  /// Its name, which no database of the server may have.
  let name: String
  /// How the server is reached; the database of the address is only where the others are made from.
  let address: SourceAddress
  /// How scripts and the ledger call the way it is done.
  let method: String
  /// The cluster that must not be the server's; nil where it may be any, nil within where nobody knows it.
  var refusedSystem: String??
  /// Where it is written down what is made, on a server that outlives the drill.
  var note: DrillNote?

  init(name: String, address: SourceAddress, method: String) {
    (self.name, self.address, self.method) = (name, address, method)
  }

  /// Makes the database, restores into it, compares, and drops it.
  func restore(
    _ backup: ArchivedBackup, _ contents: RecordedContents, with tools: ReadingTools, _ erasures: Erasures,
    in folder: String
  ) async throws -> DrillJob.Drilled {
    let version = try check(contents, backup)
    let roles = try missingRoles(backup)
    if let note { try note.write(database: name, roles: roles, on: TargetServer.open(address)) }
    do {
      try makeRoles(roles)
      try make(backup)
      let own = address.leading(to: name)
      let target = try target(own, backup)
      let restored = try await RestoredDatabase.restore(
        backup, contents, into: own, target, with: tools, erasures, in: folder)
      try drop(roles)
      return DrillJob.Drilled(method: method, serverVersion: version, restored: restored)
    } catch {
      try? drop(roles)
      throw error
    }
  }

  /// Refuses a server that is the source's, has such a database, is too old, or lacks an extension.
  private func check(_ contents: RecordedContents, _ backup: ArchivedBackup) throws -> String {
    let server = try TargetServer.open(address)
    if let refusedSystem {
      guard let source = refusedSystem, let own = server.systemIdentifier else { throw Self.unknownServer }
      guard source != own else { throw Self.sourceServer }
    }
    guard server.versionNumber / 10_000 >= backup.major else {
      throw Failure(
        .misconfigured,
        Message(
          tr: "Sunucu sürüm \(server.versionNumber / 10_000), yedek sürüm \(backup.major): eski sunucu yeni yedeği "
            + "geri yükleyemez.",
          en: "The server is version \(server.versionNumber / 10_000), the backup is of version \(backup.major): an "
            + "older server cannot restore it."))
    }
    guard !(try server.databases().contains(name)) else {
      throw Failure(
        .cannotCreate,
        Message(
          tr: "Sunucuda “\(name)” veritabanı var; ona dokunulmadı. Sizin değilse silin ve yeniden çalıştırın.",
          en: "The server has a database “\(name)”, which was left alone. Drop it unless you need it, and run again."))
    }
    let available = try server.availableExtensions()
    let missing = contents.extensions.filter { !available.contains($0) }
    guard missing.isEmpty else {
      let list = missing.joined(separator: ", ")
      throw Failure(
        .unavailable,
        Message(
          tr: "Sunucuda şu eklentiler kurulu değil: \(list). Paketlerini kurup yeniden çalıştırın.",
          en: "The server lacks extensions: \(list). Install their packages and run again."))
    }
    return server.version
  }

  private static let unknownServer = Failure(
    .notPermitted,
    Message(
      tr:
        "Sunucunun kaynağın sunucusu olup olmadığı anlaşılamadı (pg_control_system yetkisi). Role bu yetkiyi verin ya da "
        + "“allow_source_server: true” yazın.",
      en:
        "Nobody can tell whether this is the source's own server (the right to pg_control_system). Grant it to the role, "
        + "or say “allow_source_server: true”."))

  private static let sourceServer = Failure(
    .misconfigured,
    Message(
      tr:
        "backup.drill.connection kaynağın kendi sunucusuna götürüyor. Başka bir sunucu verin; orada denenmesini gerçekten "
        + "istiyorsanız “allow_source_server: true” yazın.",
      en:
        "backup.drill.connection leads to the source's own server. Name another one; if the drill shall really be there, "
        + "say “allow_source_server: true”."))

  /// The roles that the dump names and the server lacks.
  private func missingRoles(_ backup: ArchivedBackup) throws -> [String] {
    let known = try TargetServer.open(address).roles()
    return backup.roles.filter { !known.contains($0) }
  }

  private func makeRoles(_ roles: [String]) throws {
    let server = try TargetServer.open(address)
    for role in roles { try server.create(role: role) }
  }

  private func make(_ backup: ArchivedBackup) throws {
    do {
      try TargetServer.open(address).create(database: name, backup.locale)
    } catch let error as any ExplainedError where error.failureKind == .badData {
      let locale = backup.locale.map { "\($0.encoding), \($0.collate), \($0.characterType)" } ?? ""
      throw Failure(
        .unavailable,
        Message(
          tr: "Sunucuda kaynağın yereli yok (\(locale)); işletim sistemine kurun.",
          en: "The server lacks the source's locale (\(locale)); install it on the system."))
    }
  }

  /// A role that may not do everything can give nothing to others; what it restores is compared all the same.
  private func target(_ address: SourceAddress, _ backup: ArchivedBackup) throws -> StoredDump.Target {
    let server = try TargetServer.open(address)
    var target = StoredDump.Target(environment: server.environment, patience: server.patience)
    target.hasOwners = backup.hasRoles && server.isSuperuser
    return target
  }

  private func drop(_ roles: [String]) throws {
    let server = try TargetServer.open(address)
    try server.drop(database: name)
    for role in roles { try server.drop(role: role) }
    try note?.remove()
  }
}

extension ArchivedBackup {
  /// The roles that own something in it or have a right to it; older versions did not record them.
  var roles: [String] { manifest["contents"]?["roles"]?.elements.compactMap(\.stringValue) ?? [] }

  /// Whether its roles are known.
  var hasRoles: Bool { !roles.isEmpty }

  /// How the database ordered its texts; older versions did not record it.
  var locale: DatabaseLocale? {
    guard let locale = manifest["contents"]?["locale"], let encoding = locale["encoding"]?.stringValue,
      let collate = locale["collate"]?.stringValue, let type = locale["ctype"]?.stringValue
    else { return nil }
    return DatabaseLocale(
      encoding: encoding, collate: collate, characterType: type, providerLocale: locale["locale"]?.stringValue,
      provider: locale["provider"]?.stringValue ?? "c")
  }
}
