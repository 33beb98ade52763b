import Files
package import Messages

/// Why an archive cannot be used, or cannot be believed.
package struct ArchiveError: ExplainedError {
  package let failureKind: FailureKind
  package let message: Message

  static func missing(_ path: String) -> ArchiveError {
    ArchiveError(
      failureKind: .cannotCreate,
      message: Message(
        tr: "Arşiv klasörü \(path) yok. Diskin bağlı olduğunu denetleyin veya “mkdir -m 700 \(path)” çalıştırın.",
        en: "The archive folder \(path) is not there. Check that its disk is mounted, or run “mkdir -m 700 \(path)”."))
  }

  static func notWritable(_ path: String) -> ArchiveError {
    ArchiveError(
      failureKind: .cannotCreate,
      message: Message(
        tr: "Arşiv klasörü \(path) yazılabilir değil. Sahibini ve kipini (0700) düzeltin.",
        en: "The archive folder \(path) is not writable. Correct its owner and mode (0700)."))
  }

  static func ofAnotherUser(_ path: String, owner: String) -> ArchiveError {
    ArchiveError(
      failureKind: .notPermitted,
      message: Message(
        tr: "Arşiv klasörü \(path) “\(owner)” kullanıcısınındır; başka bir kullanıcının yazdığını o okuyamaz. "
          + "“sudo -u \(owner) tutanak …” ile çalıştırın.",
        en: "The archive folder \(path) belongs to the user “\(owner)”, who could not read what another one writes. "
          + "Run “sudo -u \(owner) tutanak …”."))
  }

  static func gone(_ path: String) -> ArchiveError {
    ArchiveError(
      failureKind: .cannotCreate,
      message: Message(
        tr: "Arşiv klasörü \(path) çalıştırma sırasında taşındı, silindi veya diski ayrıldı; yerine yenisi açılmadı. "
          + "Yerine geri koyun (diski bağlayın) ve yeniden çalıştırın; yayımlanmış olanlar arşivle birliktedir.",
        en:
          "The archive folder \(path) was moved, removed or unmounted during the run; no other was made in its place. "
          + "Put it back (mount its disk) and run again; what was published went with it."))
  }

  static func inTheWay(_ path: String) -> ArchiveError {
    ArchiveError(
      failureKind: .cannotCreate,
      message: Message(
        tr: "\(path) bir klasör değil, ama o adla bir klasör gerekir. Arşivin dışına taşıyın ve yeniden çalıştırın.",
        en: "\(path) is not a folder, and a folder of that name is needed. Move it out of the archive and run again."))
  }

  static func noBackup(_ name: String, source: String) -> ArchiveError {
    ArchiveError(
      failureKind: .wrongUsage,
      message: Message(
        tr: "“\(source)” kaynağının “\(name)” adında bir yedeği arşivde yok; olanları “tutanak backup list” gösterir.",
        en: "The archive has no backup “\(name)” of the source “\(source)”; “tutanak backup list” shows those that are "
          + "there."))
  }

  static func beingPurged(_ folder: String) -> ArchiveError {
    ArchiveError(
      failureKind: .temporary,
      message: Message(
        tr: "\(folder) şu anda saklama süresi dolduğu için siliniyor; başka bir yedek seçin.",
        en: "\(folder) is being purged at this moment; choose another backup."))
  }

  /// A file that says what was issued and cannot be read.
  static func unreadable(_ error: FileError, remedy: Message) -> ArchiveError {
    guard error.isForbidden else { return ArchiveError(failureKind: .inputOutput, message: error.message + remedy) }
    return ArchiveError(
      failureKind: .notPermitted,
      message: error.message
        + Message(
          tr: "Başka bir kullanıcı yazmış olmalı: root olarak “chown -R --reference=<arşiv> <arşiv>” ile arşivin "
            + "sahibine verin ve programı yalnız o kullanıcıyla çalıştırın.",
          en: "Another user must have written it: as root, give it to the archive's owner with “chown -R "
            + "--reference=<archive> <archive>”, and run the program as that user only."))
  }

  /// A file that says what was issued and whose content makes no sense; `problem` is what is wrong with it.
  static func damaged(_ file: String, _ problem: Message, remedy: Message) -> ArchiveError {
    ArchiveError(
      failureKind: .inputOutput,
      message: Message(tr: "\(file) bozuk: \(problem.tr).", en: "\(file) is damaged: \(problem.en).") + remedy)
  }
}
