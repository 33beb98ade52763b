import Intake
import Messages
import Reports
import Settings

/// How the due records of a rule may be deleted: the block `disposal` of a rule.
struct DisposalSettings: Sendable {
  /// The file with the statement that an administrator has written.
  let file: String
  /// The one table it deletes from.
  let table: DisposedTable
  private let node: SettingsNode

  /// Reads the block; what is not a deletion is left to the controller, who says so in the rule.
  init(_ node: SettingsNode, of method: RetentionRule.Method) throws {
    let settings = try node.mapping(["statement", "table"])
    self.node = node
    guard method == .delete else {
      throw node.error(
        Message(
          tr:
            "program yalnız siler (method: delete); bir DELETE ne yok etmedir ne anonim hale getirme. Bu kuralın imhasını "
            + "kendiniz yürütün ya da yöntemini değiştirin.",
          en:
            "the program deletes only (method: delete); a DELETE is neither destruction nor anonymisation. Carry this "
            + "rule's disposal out yourself, or change its method."))
    }
    let path = try settings.required("statement").string()
    let folder = node.file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    file = path.hasPrefix("/") || folder.isEmpty ? path : folder + "/" + path
    let name = try settings.required("table")
    guard let table = DisposedTable(try name.string()) else {
      throw name.error(
        Message(
          tr: "“public.sessions” gibi, şemasıyla bir tablo gerekir.",
          en: "a table with its schema is needed, such as “public.sessions”."))
    }
    self.table = table
  }

  /// The file's statement, of which there must be one that uses the cut-off.
  func statement() throws -> SQLFile {
    let file = try SQLFile(path: file)
    try DisposalOrder.check(file)
    return file
  }

  /// Refuses a file that cannot be used, where the configuration names it.
  func check() throws {
    do { _ = try statement() } catch let error as any ExplainedError { throw node.error(error.message) }
  }

  /// Refuses a configuration that does not say who may dispose of records.
  func check(_ audit: AuditSettings) throws {
    if audit.disposalAllowed ?? audit.allowed == nil { throw node.error(Self.nobodyAllowed.message) }
  }

  /// What is said where whoever may run the program could delete.
  static let nobodyAllowed = Failure(
    .misconfigured,
    Message(
      tr: "“disposal” kimin imha edebileceğini ister; “audit” altına “disposal_allow: { users: [ … ] }” ekleyin.",
      en: "“disposal” needs to know who may dispose of records; add “disposal_allow: { users: [ … ] }” to “audit”."))

  /// The file's name without its folder, as documents show it.
  var fileName: String { String(file.split(separator: "/").last ?? "") }
}
