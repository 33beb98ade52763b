import Documents
import Files
import Messages
import Synchronization

/// The register: every number that was ever given and every period a schedule is done with, whatever happened to the
/// folders since.
///
/// One file a year, `register/2026.json`, each written anew beside its name, flushed and renamed, before a package gets
/// its own. Memory: some 700 bytes an entry, a megabyte for a year of three documents and a backup a night.
final class Register: Sendable {
  private let folder: String
  private let isReadOnly: Bool
  private let years: Mutex<[Int: [RegisterEntry]]>

  private struct Stored: Decodable {
    var format: String
    var entries: [StoredEntry]
  }

  private static let format = "tutanak-register-1"

  /// Reads the register of an archive; one that is only looked at is changed in memory.
  init(in folder: String, isReadOnly: Bool) throws {
    self.folder = folder
    self.isReadOnly = isReadOnly
    var years: [Int: [RegisterEntry]] = [:]
    for year in try Self.years(in: folder) {
      years[year] = try Self.entries(of: Self.path(folder, year))
    }
    self.years = Mutex(years)
  }

  /// A register that knows nothing and writes nothing.
  init() {
    folder = ""
    isReadOnly = true
    years = Mutex([:])
  }

  /// Every entry, year by year.
  var entries: [RegisterEntry] {
    years.withLock { years in years.keys.sorted().flatMap { years[$0] ?? [] } }
  }

  /// Adds entries to a year's file.
  func add(_ entries: [RegisterEntry], year: Int) throws {
    try change(year) { $0 += entries }
  }

  /// Changes the entry of a number or a backup; nil removes it.
  func replace(_ entry: RegisterEntry, by new: RegisterEntry?) throws {
    let found = years.withLock { years in
      years.first { $0.value.contains { $0.isOfSame(entry) } }?.key
    }
    guard let found else { return }
    try change(found) { entries in
      guard let index = entries.firstIndex(where: { $0.isOfSame(entry) }) else { return }
      if let new { entries[index] = new } else { entries.remove(at: index) }
    }
  }

  /// What is changed counts only once it is on the disk.
  private func change(_ year: Int, _ change: (inout [RegisterEntry]) -> Void) throws {
    try years.withLock { years in
      var new = years[year] ?? []
      change(&new)
      if !isReadOnly { try write(new, year: year) }
      years[year] = new
    }
  }

  private func write(_ entries: [RegisterEntry], year: Int) throws {
    let value = JSONValue.object([
      .init("format", .string(Self.format)), .init("entries", .array(entries.map(\.json))),
    ])
    var file = try OutputFile(at: Self.path(folder, year))
    try file.append(value.text() + "\n")
    try file.commit()
    try Folder.synchroniseEntries(folder)
  }

  private static func path(_ folder: String, _ year: Int) -> String { "\(folder)/\(year).json" }

  private static func years(in folder: String) throws -> [Int] {
    guard Folder.exists(folder) else { return [] }
    do throws(FileError) {
      return try Folder.entries(folder).compactMap { name in
        name.hasSuffix(".json") ? FolderYear(String(name.dropLast(5)))?.number : nil
      }
    } catch {
      throw ArchiveError.unreadable(error, remedy: remedy(folder))
    }
  }

  private static func entries(of file: String) throws -> [RegisterEntry] {
    let remedy = remedy(file)
    let bytes = try StoredJSON.bytes(file, remedy: remedy)
    let stored = try StoredJSON.read(Stored.self, from: bytes, of: file, remedy: remedy)
    let entries = stored.entries.compactMap(\.value)
    guard stored.format == format, entries.count == stored.entries.count else {
      throw ArchiveError.damaged(
        file, Message(tr: "bir numarası veya dönemi okunamıyor", en: "a number or period cannot be read"),
        remedy: remedy)
    }
    return entries
  }

  private static func remedy(_ file: String) -> Message {
    Message(
      tr:
        "Numaralar buradan izlenir. Sağlam bir kopyasından geri yükleyin; kopya yoksa \(file) dosyasını arşivin dışına "
        + "taşıyın: numaralar klasörlerden alınır, eksik olanlar artık söylenemez.",
      en: "Numbers are kept here. Restore it from a sound copy; if there is none, move \(file) out of the archive: the "
        + "numbers are then taken from the folders, and which are missing can no longer be told.")
  }
}
