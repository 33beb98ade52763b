import Archive
import Documents
import Intake
import Messages
import Model

/// The persons erased from the sources of a backup, read before anything is restored.
struct Erasures {
  private struct Part {
    let source: String
    let list: ErasureList
    let statements: SQLFile
    let system: SourceSystem
    let zone: String
  }

  /// What came of replaying them.
  struct Outcome {
    /// How many persons.
    let subjects: Int
    /// How many rows were changed for them.
    let rows: Int
    /// How many rows of them are still there, by source and relation.
    let remaining: [(source: String, relation: Relation, rows: Int)]

    /// What is wrong: persons that are still there.
    func failures(of backup: ArchivedBackup) -> [Failure] {
      remaining.filter { $0.rows > 0 }.map { left in
        Failure(
          .tampered,
          Message(
            tr: "\(backup.label): silinmiş kişiler geri geldi: \(left.source), \(left.relation.fileName), \(left.rows) "
              + "satır. erasures.sql dosyasını düzeltin; bu veritabanını kullanmayın.",
            en: "\(backup.label): persons that were erased are back: \(left.source), \(left.relation.fileName), "
              + "\(left.rows) rows. Correct the file erasures.sql; do not use this database."))
      }
    }
  }

  /// What scripts and the ledger are told; null where no source has any.
  static func facts(_ outcome: Outcome?) -> [JSONValue.Member] {
    func number(_ value: Int?) -> JSONValue { value.map { .integer(Int64($0)) } ?? .null }
    return [
      .init("erased_subjects", number(outcome?.subjects)), .init("erased_rows", number(outcome?.rows)),
      .init("erased_left", number(outcome?.remaining.reduce(0) { $0 + $1.rows })),
    ]
  }

  private let parts: [Part]

  /// Reads the lists and statements of every source that a backup covers.
  init(of backup: ArchivedBackup, _ invocation: Invocation) throws {
    let covered = backup.manifest["covers"]?.elements.compactMap(\.stringValue) ?? []
    let catalogue = Catalogue(invocation)
    var parts: [Part] = []
    for source in invocation.configuration.sources where source.name == backup.source || covered.contains(source.name) {
      guard let settings = source.erasures else { continue }
      parts.append(
        Part(
          source: source.name, list: try ErasureList(path: settings.list),
          statements: try ErasureReplay.statements(path: settings.statements), system: try catalogue.system(source),
          zone: source.zone ?? invocation.configuration.zone.name))
    }
    self.parts = parts
  }

  /// Erases them in a restored database and looks whether they are gone; nil where no source has any.
  func replay(in address: SourceAddress) throws -> Outcome? {
    if parts.isEmpty { return nil }
    var (subjects, rows) = (0, 0)
    var remaining: [(String, Relation, Int)] = []
    for part in parts {
      subjects += part.list.keys.count
      if part.list.keys.isEmpty { continue }
      rows += try ErasureReplay.carryOut(part.statements, for: part.list, in: address)
      let left = try ErasureReplay.remaining(of: part.list, in: part.system, zone: part.zone, at: address)
      remaining += left.map { (part.source, $0.relation, $0.rows) }
    }
    return Outcome(subjects: subjects, rows: rows, remaining: remaining)
  }
}
