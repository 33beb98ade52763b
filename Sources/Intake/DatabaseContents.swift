/// What a database holds, counted and summed up by the server: enough to tell a restored copy from another.
///
/// Views, foreign tables, temporary tables and what belongs to an extension are no rows of a dump and are left out;
/// materialized views are computed again when they are restored. Of partitioned tables the partitions are counted.
package struct DatabaseContents: Sendable, Equatable {
  /// How a digest is made, in one line.
  ///
  /// It depends on no version of the server and on no order of the rows.
  package static let method = "sums of the first and the second 8 bytes of SHA-256 of each row's text, signed"

  /// A table or a sequence.
  package struct Name: Sendable, Hashable {
    /// Its schema.
    package let schema: String
    /// Its name within the schema, as it is and not as SQL quotes it.
    package let name: String
  }

  /// A table of which the rows were read.
  package struct Table: Sendable, Equatable {
    /// The table.
    package let name: Name
    /// How many rows it has itself, without those of its children.
    package let rows: Int
    /// Sums over the text of every row, in no order; nil where rows are only counted.
    package let digest: String?
  }

  /// A table or a sequence that was not read.
  package struct Gap: Sendable, Equatable {
    /// What was not read.
    package let name: Name
    /// PostgreSQL's code of the reason, such as 42501 for a right that is lacking.
    package let sqlState: String
  }

  /// A sequence.
  package struct Sequence: Sendable, Equatable {
    /// The sequence.
    package let name: Name
    /// What it gave last; nil before the first time.
    package let lastValue: Int64?
    /// How far it goes each time, negative when downwards.
    package let increment: Int64
  }

  /// An installed extension.
  package struct Extension: Sendable, Equatable {
    /// Its name.
    package let name: String
    /// Its version.
    package let version: String
  }

  /// The tables, by schema and name.
  package internal(set) var tables: [Table] = []
  /// What could not be read, by schema and name.
  package internal(set) var gaps: [Gap] = []
  /// The sequences, by schema and name.
  ///
  /// They belong to no snapshot: a value is that of the moment the reading began, before any dump beside it.
  package internal(set) var sequences: [Sequence] = []
  /// The extensions, by name.
  package internal(set) var extensions: [Extension] = []
  /// How many constraints there are; NOT NULL is none, since older servers do not count it.
  package internal(set) var constraintCount = 0
  /// How many indexes there are.
  package internal(set) var indexCount = 0
  /// How many large objects there are.
  package internal(set) var largeObjectCount = 0
  /// How much of the server's disk the database takes, in bytes.
  package internal(set) var bytes: Int64 = 0

  /// The roles that own something or have a right to it, by name; empty where nobody may know.
  package internal(set) var roles: [String] = []
  /// How the database orders its texts; nil where nobody may know.
  package internal(set) var locale: DatabaseLocale?

  init() {}
}
