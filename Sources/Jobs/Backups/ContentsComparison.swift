import Archive
import Documents
import Intake
import Messages

/// What a restored database holds, held against what was recorded when it was dumped.
struct ContentsComparison {
  /// Something that is not as it was.
  struct Difference {
    /// What it is, in a word for scripts.
    let kind: String
    /// Which table, sequence or extension; nil where it is about none.
    let name: String?
    /// What was recorded.
    let recorded: String
    /// What came back.
    let restored: String
    /// What a person is told.
    let message: Message

    var json: JSONValue {
      .object([
        .init("kind", .string(kind)), .init("name", name.map { .string($0) } ?? .null),
        .init("recorded", .string(recorded)), .init("restored", .string(restored)),
      ])
    }
  }

  /// Everything that is not as it was; tables first, by name.
  private(set) var differences: [Difference] = []
  /// How many tables were compared, and how many rows they have.
  let tableCount: Int
  let rowCount: Int
  /// Tables of which nothing had been recorded, so that nothing was compared.
  let uncompared: Int
  /// Whether the content of rows was compared, and not only their number.
  let hasDigests: Bool

  init(_ recorded: RecordedContents, with restored: DatabaseContents) {
    tableCount = recorded.tables.count
    rowCount = recorded.rows
    uncompared = recorded.gaps.count
    hasDigests = recorded.mode == "full" && recorded.method == DatabaseContents.method
    compareTables(recorded, restored)
    compareSequences(recorded, restored)
    let installed = Set(restored.extensions.map(\.name))
    for name in recorded.extensions where !installed.contains(name) {
      add("extension", name, "1", "0", Message(tr: "\(name) eklentisi yok", en: "the extension \(name) is missing"))
    }
    count("constraints", recorded.constraintCount, restored.constraintCount, Message(tr: "kısıt", en: "constraints"))
    count("indexes", recorded.indexCount, restored.indexCount, Message(tr: "dizin", en: "indexes"))
    count(
      "large_objects", recorded.largeObjectCount, restored.largeObjectCount,
      Message(tr: "büyük nesne", en: "large objects"))
  }

  private mutating func compareTables(_ recorded: RecordedContents, _ restored: DatabaseContents) {
    func key(_ name: DatabaseContents.Name) -> RecordedContents.Name { .init(schema: name.schema, name: name.name) }
    var found: [RecordedContents.Name: DatabaseContents.Table] = [:]
    for table in restored.tables { found[key(table.name)] = table }
    let unread = Set(restored.gaps.map { key($0.name) })
    for table in recorded.tables {
      let name = Self.text(table.name)
      guard let other = found.removeValue(forKey: table.name) else {
        let isThere = unread.contains(table.name)
        add(
          isThere ? "unreadable_table" : "missing_table", name, String(table.rows), "–",
          isThere
            ? Message(
              tr: "\(name) tablosu geri geldi ama okunamıyor", en: "the table \(name) came back but cannot be read")
            : Message(
              tr: "\(name) tablosu yok (\(table.rows) satır)", en: "the table \(name) is missing (\(table.rows) rows)"))
        continue
      }
      if other.rows != table.rows {
        add(
          "rows", name, String(table.rows), String(other.rows),
          Message(
            tr: "\(name): \(table.rows) satır olmalı, \(other.rows) satır var",
            en: "\(name): \(table.rows) rows were recorded, \(other.rows) came back"))
      } else if hasDigests, let digest = table.digest, other.digest != digest {
        add(
          "digest", name, digest, other.digest ?? "–",
          Message(
            tr: "\(name): \(table.rows) satırın sayısı doğru, içeriği başka",
            en: "\(name): the number of rows is right (\(table.rows)), their content is not"))
      }
    }
    let gaps = Set(recorded.gaps)
    for (key, table) in found.sorted(by: { ($0.key.schema, $0.key.name) < ($1.key.schema, $1.key.name) })
    where !gaps.contains(key) {
      let name = Self.text(key)
      add(
        "extra_table", name, "–", String(table.rows),
        Message(
          tr: "\(name) tablosu fazladan var (\(table.rows) satır)",
          en: "the table \(name) is there and was not recorded (\(table.rows) rows)"))
    }
  }

  /// A sequence that lies behind would give again what it gave before.
  private mutating func compareSequences(_ recorded: RecordedContents, _ restored: DatabaseContents) {
    var found: [RecordedContents.Name: DatabaseContents.Sequence] = [:]
    for sequence in restored.sequences {
      found[.init(schema: sequence.name.schema, name: sequence.name.name)] = sequence
    }
    for sequence in recorded.sequences {
      let name = Self.text(sequence.name)
      guard let other = found[sequence.name] else {
        add("sequence", name, "1", "0", Message(tr: "\(name) sırası yok", en: "the sequence \(name) is missing"))
        continue
      }
      guard let last = sequence.lastValue else { continue }
      let isBehind = other.lastValue.map { sequence.increment < 0 ? $0 > last : $0 < last } ?? true
      if isBehind {
        let value = other.lastValue.map { String($0) } ?? "–"
        add(
          "sequence", name, String(last), value,
          Message(
            tr: "\(name) sırası geride: en az \(last) olmalı, \(value)",
            en: "the sequence \(name) is behind: \(last) was recorded, \(value) came back"))
      }
    }
  }

  private mutating func count(_ kind: String, _ recorded: Int, _ restored: Int, _ what: Message) {
    guard recorded != restored else { return }
    add(
      kind, nil, String(recorded), String(restored),
      Message(
        tr: "\(recorded) \(what.tr) olmalı, \(restored) var",
        en: "\(recorded) \(what.en) were recorded, \(restored) came back"))
  }

  private mutating func add(
    _ kind: String, _ name: String?, _ recorded: String, _ restored: String, _ message: Message
  ) {
    differences.append(
      Difference(kind: kind, name: name, recorded: recorded, restored: restored, message: message))
  }

  /// The name as people write it; quotes are not needed to read it.
  private static func text(_ name: RecordedContents.Name) -> String { "\(name.schema).\(name.name)" }
}
