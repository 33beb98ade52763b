import Messages
package import Settings

/// A table whose rows the application deletes, as `capture` in `system.yaml` names it: what is kept of each row.
package struct CapturedTable: Sendable {
  /// The schema it lies in.
  package let schema: String
  /// Its name, which its history has as well.
  package let name: String
  /// The columns that tell its rows apart.
  package let key: [String]
  /// The columns that are kept, those of the key first; no other is ever copied.
  package let columns: [String]
  /// The columns whose change is kept as well, besides a row's begin and end.
  package let updates: [String]
  /// Where it is named, for complaints about it.
  package let node: SettingsNode

  /// What every row of a history has besides; no column of the application may be called so.
  package static let ownColumns = ["captured_entry", "captured_as", "captured_at", "captured_in"]
  /// What PostgreSQL cuts longer names to, in bytes.
  private static let longestName = 63

  /// Reads the list of `capture`.
  static func all(_ node: SettingsNode?) throws(SettingsError) -> [CapturedTable] {
    var tables: [CapturedTable] = []
    for element in try node?.list() ?? [] {
      let table = try CapturedTable(element)
      // Histories lie in one schema; bytes, since that is what the server compares.
      guard !tables.map(\.name).holds(table.name) else {
        throw element.error(
          Message(
            tr: "“\(table.name)” iki kez yazılmış; geçmiş tabloları tek bir şemada durur.",
            en: "“\(table.name)” stands twice; histories lie in one schema."))
      }
      tables.append(table)
    }
    return tables
  }

  private init(_ node: SettingsNode) throws(SettingsError) {
    let settings = try node.mapping(["schema", "table", "key", "columns", "updates"])
    self.node = node
    schema = try settings["schema"].map { node throws(SettingsError) in try Self.name(node) } ?? "public"
    let tableNode = try settings.required("table")
    name = try Self.name(tableNode)
    guard !name.hasPrefix("tutanak_") else {
      throw tableNode.error(
        Message(
          tr: "“tutanak_” ile başlayan adlar programındır.", en: "names that begin with “tutanak_” are the program's."))
    }
    let keyNode = try settings.required("key")
    key = try Self.names(keyNode)
    guard !key.isEmpty else {
      throw keyNode.error(
        Message(tr: "anahtar için en az bir sütun gerekir.", en: "a key needs at least one column."))
    }
    let (key, others) = (key, try settings["columns"].map { node throws(SettingsError) in try Self.names(node) } ?? [])
    columns = key + others.filter { !key.holds($0) }
    updates = try settings["updates"].map { node throws(SettingsError) in try Self.names(node) } ?? []
    for column in updates where !columns.holds(column) {
      throw (settings["updates"] ?? node).error(
        Message(
          tr: "“\(column)” columns altında da yazılı olmalı: yalnız saklanan sütunlar izlenir.",
          en: "“\(column)” must stand in columns as well: only what is kept is watched."))
    }
  }

  private static func names(_ node: SettingsNode) throws(SettingsError) -> [String] {
    var names: [String] = []
    for element in try node.list() {
      let name = try name(element)
      guard !names.holds(name), !ownColumns.holds(name) else {
        throw element.error(
          Message(
            tr: "“\(name)” iki kez yazılmış ya da geçmişin kendi sütunudur (\(ownColumns.joined(separator: ", "))).",
            en: "“\(name)” stands twice, or is a history's own column (\(ownColumns.joined(separator: ", ")))."))
      }
      names.append(name)
    }
    return names
  }

  /// A name as PostgreSQL can hold it, and as it can be shown: what is printed is what is run.
  private static func name(_ node: SettingsNode) throws(SettingsError) -> String {
    let name = try node.string()
    guard !name.isEmpty, name.utf8.count <= longestName, VisibleText.of(name) == name else {
      throw node.error(
        Message(
          tr: "ad 1–\(longestName) bayt olmalı, görünmeyen karakter içermemeli.",
          en: "a name has 1 to \(longestName) bytes and no invisible character."))
    }
    return name
  }
}

extension [String] {
  /// Whether one of the names has the same bytes: so the server compares them.
  package func holds(_ name: String) -> Bool { contains { $0.utf8.elementsEqual(name.utf8) } }
}
