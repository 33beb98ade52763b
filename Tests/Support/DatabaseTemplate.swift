/// What a test database holds when it is made: the scripts of the repository that fill it.
///
/// A template is filled once for the test process and then copied.
package struct DatabaseTemplate: Sendable {
  /// The template's own name in the server.
  package let name: String
  /// Scripts for `psql`, relative to the repository, in their order.
  package let scripts: [String]
  /// The scripts' variables.
  package let variables: [String: String]
  /// The encoding of its texts; nil for the server's own, UTF-8.
  package let encoding: String?

  /// A template; `name` must be its own.
  package init(name: String, scripts: [String], variables: [String: String] = [:], encoding: String? = nil) {
    self.name = name
    self.scripts = scripts
    self.variables = variables
    self.encoding = encoding
  }

  /// Whether no script fills its tables.
  package var isEmpty: Bool { !scripts.contains { $0.hasSuffix("sample.sql") } }

  /// Nothing at all.
  package static let empty = DatabaseTemplate(name: "template_empty", scripts: [])
  /// Nothing at all, in another encoding.
  package static func empty(encoding: String) -> DatabaseTemplate {
    DatabaseTemplate(name: "template_empty_\(encoding.lowercased())", scripts: [], encoding: encoding)
  }
  /// The tables of efys with the default roles and nobody in them, and the reader's rights.
  package static let efysEmpty = DatabaseTemplate(
    name: "template_efys_empty", scripts: ["demo/efys/schema.sql", "demo/efys/reader.sql"])
  /// The same with the sample month.
  package static let efysSample = DatabaseTemplate(
    name: "template_efys_sample", scripts: ["demo/efys/schema.sql", "demo/efys/sample.sql", "demo/efys/reader.sql"])
  /// Two weeks of it, fifty users and a thousand sessions, for tests that run the program many times.
  package static let efysSmall = DatabaseTemplate(
    name: "template_efys_small", scripts: ["demo/efys/schema.sql", "demo/efys/sample.sql", "demo/efys/reader.sql"],
    variables: ["users": "50", "sessions": "1000", "events": "1500", "from": "2026-09-24", "days": "14"])
}
