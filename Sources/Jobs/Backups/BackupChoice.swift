import Archive
import Messages

/// Which backups a person means.
struct BackupChoice {
  /// Those that are meant, by source and then oldest first.
  let backups: [ArchivedBackup]
  /// What is wrong with backups whose manifests cannot be read.
  let unreadable: [Message]

  /// The backups that a word means, of one source or of all: a folder's name, `latest` of each source, or `all`.
  ///
  /// - Throws: ``Failure`` where there is none: nothing to do must not look like something done.
  init(_ word: String, source: String?, in archive: Archive, _ configuration: Configuration) throws {
    let (sound, unreadable) = try archive.backups(of: source)
    let meant: [ArchivedBackup]
    switch word {
    case "all": meant = sound
    case "latest": meant = Self.newest(of: sound)
    default: meant = sound.filter { $0.name == word }
    }
    guard !meant.isEmpty || word != "latest" && word != "all" || !unreadable.isEmpty else {
      throw Self.none(of: source, configuration)
    }
    guard !meant.isEmpty || word == "latest" || word == "all" else { throw Self.unknown(word, source, sound) }
    self.backups = meant
    // A named backup is not about the others.
    self.unreadable = word == "latest" || word == "all" ? unreadable : []
  }

  /// The one backup that is meant.
  func only() throws -> ArchivedBackup {
    guard backups.count == 1, let backup = backups.first else {
      let names = Set(backups.map(\.source)).sorted().joined(separator: ", ")
      throw Failure(
        .wrongUsage,
        Message(
          tr: "Birden çok kaynağın yedeği var; --source ile seçin: \(names).",
          en: "There are backups of several sources; choose one with --source: \(names)."))
    }
    return backup
  }

  /// The newest of each source; where it has an unreadable one beside it, that is told and not passed over.
  private static func newest(of backups: [ArchivedBackup]) -> [ArchivedBackup] {
    var newest: [ArchivedBackup] = []
    for backup in backups {
      guard let last = newest.last, last.source == backup.source else {
        newest.append(backup)
        continue
      }
      if (last.moment, count(last)) <= (backup.moment, count(backup)) { newest[newest.count - 1] = backup }
    }
    return newest
  }

  /// Which of several backups of one moment it is.
  private static func count(_ backup: ArchivedBackup) -> Int { Int(backup.name.dropFirst(17)) ?? 1 }

  private static func none(of source: String?, _ configuration: Configuration) -> Failure {
    let known = configuration.sources.map(\.name)
    if let source, !known.contains(source) {
      let unknown = Message(tr: "“\(source)” kaynağının yedeği yok.", en: "There is no backup of a source “\(source)”.")
      return Failure(.wrongUsage, Suggestion.question(for: source, among: known).map { unknown + $0 } ?? unknown)
    }
    return Failure(
      .unavailable,
      Message(
        tr: "Arşivde \(source.map { "“\($0)” kaynağının " } ?? "")hiç yedeği yok; “tutanak backup create” çalıştırın.",
        en: "The archive has no backup\(source.map { " of “\($0)”" } ?? ""); run “tutanak backup create”."))
  }

  private static func unknown(_ word: String, _ source: String?, _ sound: [ArchivedBackup]) -> Failure {
    let unknown = Message(
      tr: "“\(word)” adında bir yedek yok; adlar arşivin backups klasöründedir, ya da latest, all yazın.",
      en: "There is no backup “\(word)”; the names stand in the archive's folder backups, or say latest or all.")
    let question = Suggestion.question(for: word, among: sound.map(\.name))
    return Failure(.wrongUsage, question.map { unknown + $0 } ?? unknown)
  }
}
