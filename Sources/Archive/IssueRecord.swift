package import Files
package import Messages
import Model
import Synchronization

/// What has been issued: the archive's folders and its register, taken together.
///
/// The folders may have been moved away and the register may be younger than the archive; what either knows counts.
package final class IssueRecord: Sendable {
  /// The archive.
  package let archive: Archive
  /// What a person must hear about the archive: numbers whose folders are gone, and what is not the program's.
  package let warnings: [Message]
  /// What has happened to the archive; nil where that cannot be read, or nobody needs it.
  package let ledger: Ledger?
  /// Unfinished folders of reviews that no run has left: nobody may sweep them.
  package let unfinishedReviews: Set<String>
  let contents: ArchiveContents
  let register: Register
  /// Does what the end of the run must not come between: every change of the register, alone or with a folder's name.
  let uninterrupted: Uninterrupted
  /// What the archive was found to be when it was looked at; nil while it was not.
  let inspected = Mutex<[Message]?>(nil)

  /// Carries something out whole, or not at all in a run that is ending.
  package typealias Uninterrupted = @Sendable (() throws -> Void) throws -> Void

  /// Reads everything there is; what a killed run left behind in the register is put right.
  ///
  /// - Throws: ``ArchiveError`` for whatever cannot be read: what was issued must not be guessed.
  package init(
    of archive: Archive, isReadOnly: Bool, ledger: Ledger? = nil,
    uninterrupted: @escaping Uninterrupted = { try $0() }
  ) throws {
    (self.archive, self.ledger, self.uninterrupted) = (archive, ledger, uninterrupted)
    _ = try ledger?.entries()
    let contents = try ArchiveContents(of: archive)
    if !isReadOnly { try archive.makeFolder(archive.registerFolder) }
    let register = try Register(in: archive.registerFolder, isReadOnly: isReadOnly)
    var warnings: [Message] = []
    var unfinishedReviews: Set<String> = []
    try uninterrupted {
      try Self.settleReservations(register, contents, ledger)
      if !isReadOnly { unfinishedReviews = try Self.settleReviews(archive, ledger) }
      if let adopted = try Self.adopt(contents, into: register) { warnings.append(adopted) }
      try Self.adoptUnsealed(contents, ledger)
    }
    warnings += Self.gone(register, contents)
    if !contents.strangers.isEmpty { warnings.append(Self.strangers(contents.strangers)) }
    (self.contents, self.register, self.warnings) = (contents, register, warnings)
    self.unfinishedReviews = unfinishedReviews
    if !isReadOnly { try settlePurges() }
  }

  /// The backups of an archive that cannot be read as a whole: enough to make another, and for nothing else.
  ///
  /// Nothing is written into the register, which may be what is damaged; the next run that can read everything enters what
  /// was made meanwhile.
  package init(backupsOf archive: Archive, uninterrupted: @escaping Uninterrupted) throws {
    (self.archive, self.uninterrupted) = (archive, uninterrupted)
    ledger = nil
    contents = try ArchiveContents(readableBackupsOf: archive)
    register = Register()
    warnings = []
    unfinishedReviews = []
  }

  /// The number of a report's next document in a year: one more than the largest that was ever given.
  package func nextNumber(code: String, year: Int) -> DocumentNumber {
    let numbers = contents.packages.compactMap(\.head.number) + register.entries.compactMap(\.number)
    let last = numbers.filter { $0.year == year && $0.code == code }.map(\.sequence).max() ?? 0
    return DocumentNumber(year: year, code: code, sequence: last + 1)
  }

  /// A name for a backup that none of the source has had: the stamp, or the stamp with a count.
  package func freeBackupName(source: String, stamp: String) -> String {
    let taken = Set(
      register.entries.filter { $0.source == source }.compactMap(\.backup)
        + contents.backups.filter { $0.head.source == source }.map(\.name))
    func isFree(_ name: String) -> Bool {
      !taken.contains(name) && !Folder.exists("\(archive.backupFolder(source))/\(name)")
    }
    if isFree(stamp) { return stamp }
    return "\(stamp)-\((2...).first { isFree("\(stamp)-\($0)") } ?? 2)"
  }

  /// Gives a finished folder its name, and its number for good: the register has it before the folder does.
  ///
  /// A process that dies between the two leaves the unfinished folder, so the next run knows that nothing was issued.
  /// The `notes` are in the ledger before the folder is there, too.
  package func publish(
    _ folder: consuming StagingFolder, _ head: Manifest.Head, digest: String, noting notes: [LedgerEntry.Draft] = []
  ) throws {
    try archive.requireInPlace()
    let name = folder.name
    let entry = RegisterEntry(
      state: .reserved, head, backup: head.format == .backup ? name : nil, digest: digest)
    var finished: StagingFolder? = consume folder
    try uninterrupted {
      guard let folder = finished.take() else { return }
      try register.add([entry], year: Self.year(head, name))
      do {
        for note in notes { try ledger?.appendNow(note) }
      } catch {
        try? register.replace(entry, by: nil)
        throw error
      }
      do {
        try folder.publish()
      } catch {
        for note in notes { _ = try? ledger?.appendNow(note.abandoned) }
        try? register.replace(entry, by: nil)
        throw error
      }
      // The folder has its name; should the disk be full for this, the next run sees it there.
      var issued = entry
      issued.state = .issued
      try? register.replace(entry, by: issued)
    }
  }

  private static func year(_ head: Manifest.Head, _ name: String) -> Int {
    head.number?.year ?? Int(name.prefix(4)) ?? 0
  }

  /// Numbers that were about to be given when a run ended: given where the folder is, not given where it is unfinished.
  private static func settleReservations(
    _ register: Register, _ contents: ArchiveContents, _ ledger: Ledger?
  ) throws {
    let there = Set(contents.packages.map(\.name))
    let backups = Set(contents.backups.map(\.folder))
    for entry in register.entries where entry.state == .reserved {
      var issued = entry
      issued.state = .issued
      if let number = entry.number {
        if there.contains(number.folderName) {
          try register.replace(entry, by: issued)
        } else if contents.unfinished.contains(where: { $0.hasPrefix(".\(number.folderName).partial") }) {
          try ledger?.noteAbandoned(document: number.text)
          try register.replace(entry, by: nil)
        }
      } else if let backup = entry.backup {
        let isThere = backups.contains { $0.hasSuffix("/\(entry.source)/\(backup)") }
        if !isThere { try ledger?.noteAbandoned(backup, of: entry.source) }
        try register.replace(entry, by: isThere ? issued : nil)
      }
    }
  }

  /// Enters what the register does not know: an archive older than its register, or folders that were copied in.
  private static func adopt(_ contents: ArchiveContents, into register: Register) throws -> Message? {
    let known = register.entries
    let numbers = Set(known.compactMap(\.number))
    let backups = Set(known.compactMap { entry in entry.backup.map { "\(entry.source)/\($0)" } })
    var added: [Int: [RegisterEntry]] = [:]
    for item in contents.packages {
      // By its name: that is the number nobody else may get.
      guard let number = DocumentNumber(item.name), !numbers.contains(number) else { continue }
      var entry = RegisterEntry(state: .issued, item.head, digest: item.digest)
      entry.number = number
      added[number.year, default: []].append(entry)
    }
    for item in contents.backups where !backups.contains("\(item.head.source)/\(item.name)") {
      let entry = RegisterEntry(state: .issued, item.head, backup: item.name, digest: item.digest)
      added[year(item.head, item.name), default: []].append(entry)
    }
    for (year, entries) in added.sorted(by: { $0.key < $1.key }) { try register.add(entries, year: year) }
    let names = added.values.joined().map { $0.number?.text ?? "\($0.source)/\($0.backup ?? "")" }
    if names.isEmpty { return nil }
    let list = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.prefix(5).joined(separator: ", ")
    let more = names.count > 5 ? ", …" : ""
    return Message(
      tr: "Numara defterinin (register) bilmediği klasörler deftere işlendi (\(names.count)): \(list)\(more). "
        + "Kendiniz koymadıysanız araştırın.",
      en: "Folders that the register did not know were entered (\(names.count)): \(list)\(more). "
        + "Look into it unless you put them there.")
  }

  /// Numbers without a folder: given ones, and ones of which nobody can say whether they were.
  private static func gone(_ register: Register, _ contents: ArchiveContents) -> [Message] {
    let there = Set(contents.packages.compactMap { DocumentNumber($0.name) })
    let given = Set(register.entries.compactMap(\.number))
    let doubtful = Set(register.entries.filter { $0.state == .reserved }.compactMap(\.number)).subtracting(there)
    let missing = MissingNumbers(given: given, there: there.union(doubtful))
    var messages: [Message] = []
    if !missing.isEmpty {
      messages.append(
        Message(
          tr:
            "Verilmiş numaraların klasörleri arşivde yok (\(missing.count)): \(missing.text). Geri koyun; bu numaralar "
            + "bir daha verilmez, dönemleri yeniden düzenlenmez.",
          en: "The folders of numbers that were given are not in the archive (\(missing.count)): \(missing.text). Put "
            + "them back; these numbers are not given again, and their periods not issued again."))
    }
    let open = MissingNumbers(only: doubtful)
    if !open.isEmpty {
      messages.append(
        Message(
          tr:
            "Bir çalıştırma bu numaraları verirken yarıda kalmış, klasörleri yok (\(open.count)): \(open.text). Bir daha "
            + "verilmezler; dönemleri başka numarayla düzenlenir.",
          en:
            "A run ended while it gave these numbers, and they have no folders (\(open.count)): \(open.text). They are "
            + "not given again; their periods are issued under others."))
    }
    return messages
  }

  private static func strangers(_ paths: [String]) -> Message {
    let list = paths.prefix(5).joined(separator: ", ") + (paths.count > 5 ? ", …" : "")
    return Message(
      tr: "Arşivde programın olmayan, dokunulmayan şeyler var (\(paths.count)): \(list). Arşivin dışına taşıyın.",
      en: "The archive holds what is not the program's and was left alone (\(paths.count)): \(list). "
        + "Move it out of the archive.")
  }
}
