import Documents
import Model
import Records

/// A person a document is limited to, as its mask level shows people.
struct Subject {
  /// More than so many are counted, not named, on the first page.
  static let limit = 5

  private let key: String?
  private let name: String?
  private let fullName: String?

  /// A person the document is limited to.
  init(_ user: Identifier, _ context: RowContext) {
    func text(_ cell: Cell) -> String? { if case .text(let text) = cell { text } else { nil } }
    key = text(context.userKey(user))
    name = text(context.userName(user, shown: nil))
    fullName = text(context.fullName(user))
  }

  /// `Ayşe Güneş – ayse.gunes (5)`, as far as the source has it.
  var text: String {
    let names = [fullName, name].compactMap { $0 }.joined(separator: " – ")
    guard let key, key != name else { return names }
    return names.isEmpty ? key : "\(names) (\(key))"
  }

  /// The same for programs.
  var json: JSONValue {
    func value(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
    return .object([
      .init("user_key", value(key)), .init("user_name", value(name)), .init("full_name", value(fullName)),
    ])
  }
}
