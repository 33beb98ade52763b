package import Documents

/// What a document says at a glance, as its manifest carries it: enough for a list of documents, without opening any.
///
/// It repeats what the document itself says and counts nothing anew.
package struct PackageSummary: Sendable, Equatable {
  /// A sentence of page 1, with the label it stands under.
  package struct Statement: Sendable, Equatable, Decodable {
    /// The label.
    package let label: String
    /// The sentence.
    package let text: String
    /// Whether it asks for an act.
    package let alert: Bool

    /// A sentence from its parts.
    package init(label: String, text: String, alert: Bool) {
      (self.label, self.text, self.alert) = (label, text, alert)
    }
  }

  /// How many findings of a severity there are, as the document shows it: a number, or a text such as `<5`.
  package enum Count: Sendable, Equatable {
    case exact(Int64)
    case shown(String)
  }

  /// The title.
  package let title: String
  /// Findings by the key of their severity; nil where the document is about none, or only itself is to say it.
  package let findings: [String: Count]?
  /// What page 1 says; nil where only the document itself is to say it.
  package let statements: [Statement]?

  /// A summary from its parts.
  package init(title: String, findings: [String: Count]?, statements: [Statement]?) {
    (self.title, self.findings, self.statements) = (title, findings, statements)
  }

  /// What a manifest says under `summary`.
  package var json: JSONValue {
    let counts = findings.map { $0.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, $0.value.json) } }
    let sentences = statements.map { statements in
      statements.map { statement in
        JSONValue.object([
          .init("label", .string(statement.label)), .init("text", .string(statement.text)),
          .init("alert", .bool(statement.alert)),
        ])
      }
    }
    return .object([
      .init("title", .string(title)), .init("findings", counts.map { .object($0) } ?? .null),
      .init("page_1", sentences.map { .array($0) } ?? .null),
    ])
  }
}

extension PackageSummary: Decodable {
  private enum CodingKeys: String, CodingKey {
    case title, findings
    case statements = "page_1"
  }
}

extension PackageSummary.Count: Decodable {
  /// The count of a value that a document's JSON copy has; nil where that says nothing.
  package init?(_ value: JSONValue) {
    switch value {
    case .integer(let number): self = .exact(number)
    case .string(let text): self = .shown(text)
    default: return nil
    }
  }

  /// Reads a number, which none is below zero, or a text.
  package init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    guard let number = try? value.decode(Int64.self) else {
      self = .shown(try value.decode(String.self))
      return
    }
    guard number >= 0 else {
      throw DecodingError.dataCorruptedError(in: value, debugDescription: "a count is below zero")
    }
    self = .exact(number)
  }

  fileprivate var json: JSONValue {
    switch self {
    case .exact(let number): .integer(number)
    case .shown(let text): .string(text)
    }
  }
}
