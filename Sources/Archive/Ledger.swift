import Documents
import Evidence
import Files
import Messages
package import Model
import Synchronization

/// The chain of everything that happened to an archive: `ledger.jsonl`, one line an act, each with the digest of the one
/// before it.
///
/// Lines are only ever added, and are on the disk before ``append(_:)`` returns. What is proven, held or purged follows
/// from it alone: nothing is ever changed in the folder of a backup. Memory: some 500 bytes an entry.
package final class Ledger: Sendable {
  /// The name of the file.
  package static let fileName = "ledger.jsonl"

  /// Whose clock and name an entry gets.
  package struct Author: Sendable {
    /// This machine's clock.
    package let clock: @Sendable () -> Instant
    /// The moment the run was told to take for now; nil where it was told none.
    package let asOf: Instant?
    /// The operating system's name for who runs the program.
    package let user: String

    /// An author from its parts.
    package init(clock: @escaping @Sendable () -> Instant, asOf: Instant?, user: String) {
      (self.clock, self.asOf, self.user) = (clock, asOf, user)
    }
  }

  private let archive: Archive
  private let log: LineLog
  private let author: Author
  private let isReadOnly: Bool
  private let uninterrupted: IssueRecord.Uninterrupted
  private let state = Mutex<State?>(nil)

  private struct State {
    var entries: [LedgerEntry] = []
    var head = Ledger.origin
  }

  /// What the first entry has in the place of a digest.
  static let origin = String(repeating: "0", count: 64)

  /// The ledger of an archive, which need not have one yet; one that is only looked at is continued in memory.
  package init(
    of archive: Archive, by author: Author, isReadOnly: Bool,
    uninterrupted: @escaping IssueRecord.Uninterrupted = { try $0() }
  ) {
    self.archive = archive
    log = LineLog(at: archive.path + "/" + Self.fileName)
    (self.author, self.isReadOnly, self.uninterrupted) = (author, isReadOnly, uninterrupted)
  }

  /// Every entry, oldest first.
  ///
  /// - Throws: ``ArchiveError`` where a line cannot be read or does not follow from the one before: what is proven or held
  ///   must not be guessed.
  package func entries() throws -> [LedgerEntry] { try state.withLock { try load(&$0).entries } }

  /// The last line: what the next entry will name.
  package func head() throws -> LedgerHead {
    try state.withLock { state in
      let loaded = try load(&state)
      return LedgerHead(sequence: loaded.entries.count, digest: loaded.head)
    }
  }

  /// Writes an act down; it is on the disk when this returns.
  @discardableResult
  package func append(_ draft: LedgerEntry.Draft) throws -> LedgerEntry {
    var result: LedgerEntry?
    try uninterrupted { result = try appendNow(draft) }
    guard let result else { throw ArchiveError.gone(log.path) }
    return result
  }

  /// The same for whoever sees to it already that no interruption comes between.
  @discardableResult
  package func appendNow(_ draft: LedgerEntry.Draft) throws -> LedgerEntry {
    try state.withLock { try add(draft, to: &$0) }
  }

  /// Says of a backup that was written down as made that its folder never got its name.
  func noteAbandoned(_ backup: String, of source: String) throws {
    let entry = try entries().last { $0.act == .backup && $0.backup == backup && $0.source == source }
    if let entry, entry.outcome == .done { try appendNow(entry.draft.abandoned) }
  }

  /// Says of a document that was written down as issued that its folder never got its name.
  func noteAbandoned(document: String) throws {
    let entry = try entries().last { $0.document == document && ($0.act == .issue || $0.act == .reissue) }
    if let entry, entry.outcome == .done { try appendNow(entry.draft.abandoned) }
  }

  private func add(_ draft: LedgerEntry.Draft, to state: inout State?) throws -> LedgerEntry {
    var loaded = try load(&state)
    let entry = LedgerEntry(
      sequence: loaded.entries.count + 1, time: author.clock(), asOf: author.asOf, user: author.user, draft,
      previous: loaded.head)
    let line = entry.line
    if !isReadOnly {
      try archive.requireInPlace()
      try log.append(line)
    }
    loaded.entries.append(entry)
    loaded.head = try Digest.ofText(line)
    state = loaded
    return entry
  }

  /// Reads the file once; a torn end is cut off, and that is an entry of its own.
  private func load(_ state: inout State?) throws -> State {
    if let state { return state }
    var loaded = State()
    let (lines, tornBytes) = try read()
    for (index, line) in lines.enumerated() {
      guard let entry = LedgerEntry(line: line), entry.sequence == index + 1, entry.previous == loaded.head else {
        throw ArchiveError.damaged(
          log.path,
          Message(tr: "\(index + 1). satır öncekinin devamı değil", en: "line \(index + 1) does not follow"),
          remedy: Self.remedy)
      }
      loaded.entries.append(entry)
      loaded.head = try Digest.ofBytes(Array(line))
    }
    state = loaded
    guard tornBytes > 0, !isReadOnly else { return loaded }
    try log.cut(tornBytes: tornBytes)
    _ = try add(.init(.recover, .done, facts: [.init("torn_bytes", .integer(Int64(tornBytes)))]), to: &state)
    return state ?? loaded
  }

  private func read() throws(ArchiveError) -> (lines: [ArraySlice<UInt8>], tornBytes: Int) {
    do throws(FileError) { return try log.read() } catch { throw .unreadable(error, remedy: Self.remedy) }
  }

  private static let remedy = Message(
    tr: "Hangi yedeğin kanıtlı veya saklı tutulan olduğu buradan bilinir. Sağlam bir kopyasından geri yükleyin; "
      + "kimin, ne zaman değiştirdiğini araştırın.",
    en: "Which backup is proven or held is known from here. Restore it from a sound copy, and find out who changed it "
      + "and when.")
}
