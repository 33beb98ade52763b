/// The part of a database that a dump holds, by the numbers (oid) the server has for it.
package struct DumpedPart: Sendable {
  private let relations: Set<UInt32>
  private let withoutRows: Set<UInt32>
  private let types: Set<UInt32>
  private let extensions: Set<UInt32>
  private let hasLargeObjects: Bool

  /// A part; `withoutRows` are tables that come back empty, and sequences of which nobody knows the value then.
  package init(
    relations: Set<UInt32>, withoutRows: Set<UInt32>, types: Set<UInt32>, extensions: Set<UInt32>, hasLargeObjects: Bool
  ) {
    (self.relations, self.withoutRows, self.types) = (relations, withoutRows, types)
    (self.extensions, self.hasLargeObjects) = (extensions, hasLargeObjects)
  }

  /// Whether a table comes back with its rows.
  func hasRows(_ number: UInt32) -> Bool { !withoutRows.contains(number) }

  /// Conditions of SQL that hold for all of a database, or for a part of it.
  struct Conditions {
    let part: DumpedPart?

    /// Whether a column is the number of a relation of the part.
    func relation(_ column: String) -> String { condition(part?.relations, column) }

    /// Whether a column is the number of a sequence of the part whose value comes back.
    func sequence(_ column: String) -> String {
      condition(part.map { $0.relations.subtracting($0.withoutRows) }, column)
    }

    /// Whether a constraint is one of a table or of a domain of the part.
    func constraint(table: String, domain: String) -> String {
      "(\(condition(part?.relations, table)) OR \(domain) <> 0 AND \(condition(part?.types, domain)))"
    }

    /// Whether an extension comes back; those that every database has from the beginning do.
    func ofExtension(_ column: String) -> String { "(\(column) < 16384 OR \(condition(part?.extensions, column)))" }

    /// Whether large objects do.
    var largeObject: String { part?.hasLargeObjects == false ? "false" : "true" }

    private func condition(_ numbers: Set<UInt32>?, _ column: String) -> String {
      guard let numbers else { return "true" }
      return "\(column) = ANY ('{\(numbers.sorted().map(String.init).joined(separator: ","))}'::oid[])"
    }
  }
}
