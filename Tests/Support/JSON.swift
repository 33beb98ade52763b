import Foundation

/// A JSON value as a test looks at it: `document["counts"]["sessions"] == 925`.
///
/// What is not there is null, so a test says what it expects and not how to get there.
package enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case list([JSON])
  case object([String: JSON])

  /// Reads a text that holds one JSON value and nothing else.
  package init(text: String) throws {
    self = try JSONDecoder().decode(JSON.self, from: Data(text.utf8))
  }

  /// Reads a file.
  package init(file: String) throws {
    self = try JSONDecoder().decode(JSON.self, from: Data(contentsOf: URL(fileURLWithPath: file)))
  }

  /// The value of a key.
  package subscript(key: String) -> JSON {
    if case .object(let members) = self { members[key] ?? .null } else { .null }
  }

  /// An element of a list.
  package subscript(index: Int) -> JSON {
    list.indices.contains(index) ? list[index] : .null
  }

  /// The elements of a list.
  package var list: [JSON] {
    if case .list(let elements) = self { elements } else { [] }
  }

  /// The keys of an object, sorted.
  package var keys: [String] {
    if case .object(let members) = self { members.keys.sorted() } else { [] }
  }

  /// A whole number.
  package var integer: Int? {
    if case .integer(let number) = self { number } else { nil }
  }

  /// A text.
  package var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// The element of a list whose member is as given.
  package func first(where key: String, is value: JSON) -> JSON {
    list.first { $0[key] == value } ?? .null
  }
}

extension JSON: Decodable {
  /// What a JSON text holds, whatever it is.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    // The frequent ones first: an attempt that fails costs more than one that succeeds.
    if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode([JSON].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }
}

extension JSON: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  package init(nilLiteral: ()) { self = .null }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(stringLiteral value: String) { self = .text(value) }
  package init(arrayLiteral elements: JSON...) { self = .list(elements) }
  package init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(Dictionary(elements) { first, _ in first })
  }
}
