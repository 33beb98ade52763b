import Intake
import Settings

/// Where the erasures of a source are kept: the `erasures` block of a source.
struct ErasureSettings: Sendable {
  /// The file of the persons; mode 0600.
  let list: String
  /// The file of the statements.
  let statements: String

  /// Reads the block.
  init(_ node: SettingsNode) throws {
    let settings = try node.mapping(["list", "sql"])
    list = try Secrets.checkedPath(try settings.required("list"))
    statements = try settings.required("sql").string()
  }
}
