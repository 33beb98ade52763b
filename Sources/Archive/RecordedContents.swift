import Documents

/// What a dump holds, as the manifest of its backup has recorded it beside the dump, in the same snapshot.
package struct RecordedContents: Sendable, Equatable {
  /// A table or a sequence.
  package struct Name: Sendable, Hashable {
    /// Its schema.
    package let schema: String
    /// Its name within the schema, as it is and not as SQL quotes it.
    package let name: String

    /// A name from its parts.
    package init(schema: String, name: String) { (self.schema, self.name) = (schema, name) }
  }

  /// A table of which the rows were read.
  package struct Table: Sendable, Equatable {
    /// The table.
    package let name: Name
    /// How many rows it has itself.
    package let rows: Int
    /// Sums over the text of every row; nil where rows were only counted.
    package let digest: String?
  }

  /// A sequence.
  package struct Sequence: Sendable, Equatable {
    /// The sequence.
    package let name: Name
    /// What it gave last just before the dump; nil before the first time.
    package let lastValue: Int64?
    /// How far it goes each time, negative when downwards.
    package let increment: Int64
  }

  /// What was recorded: `full` or `counts`.
  package let mode: String
  /// How the digests are made; nil where there are none.
  package let method: String?
  /// The tables.
  package let tables: [Table]
  /// What the role could not read: it may be in the dump or not.
  package let gaps: [Name]
  /// The sequences.
  package let sequences: [Sequence]
  /// The names of the extensions.
  package let extensions: [String]
  /// How many constraints there are.
  package let constraintCount: Int
  /// How many indexes there are.
  package let indexCount: Int
  /// How many large objects there are.
  package let largeObjectCount: Int
  /// The size of the database on its server.
  package let databaseBytes: Int64

  /// Rows of all tables.
  package var rows: Int { tables.reduce(0) { $0 + $1.rows } }

  /// Reads a manifest's `contents`; nil where nothing was counted, on purpose or because it failed.
  init?(_ value: JSONValue) {
    guard let mode = value["mode"]?.stringValue, let tables = value["tables"], let bytes = value["database_bytes"]
    else { return nil }
    func name(_ value: JSONValue) -> Name {
      Name(schema: value["schema"]?.stringValue ?? "", name: value["name"]?.stringValue ?? "")
    }
    func count(_ key: String) -> Int { Int(value[key]?.integerValue ?? 0) }
    self.mode = mode
    method = value["method"]?.stringValue
    self.tables = tables.elements.map {
      Table(name: name($0), rows: Int($0["rows"]?.integerValue ?? 0), digest: $0["digest"]?.stringValue)
    }
    gaps = value["not_recorded"]?.elements.map(name) ?? []
    sequences =
      value["sequences"]?.elements.map {
        Sequence(
          name: name($0), lastValue: $0["last_value"]?.integerValue, increment: $0["increment"]?.integerValue ?? 1)
      } ?? []
    extensions = value["extensions"]?.elements.compactMap { $0["name"]?.stringValue } ?? []
    (constraintCount, indexCount) = (count("constraints"), count("indexes"))
    largeObjectCount = count("large_objects")
    databaseBytes = bytes.integerValue ?? 0
  }
}
