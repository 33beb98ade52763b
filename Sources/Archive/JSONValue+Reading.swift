package import Documents
import Foundation
package import Model

extension JSONValue {
  /// Reads a JSON text; nil where it is none, or holds a number that is no 64-bit integer.
  ///
  /// Members come sorted by name.
  package init?(reading bytes: [UInt8]) {
    guard let value = try? JSONDecoder().decode(Decoded.self, from: Data(bytes)) else { return nil }
    self = value.value
  }

  /// The member of an object.
  package subscript(name: String) -> JSONValue? {
    if case .object(let members) = self { members.first { $0.name == name }?.value } else { nil }
  }

  /// A string's text.
  package var stringValue: String? { if case .string(let text) = self { text } else { nil } }
  /// An integer's value.
  package var integerValue: Int64? { if case .integer(let number) = self { number } else { nil } }
  /// Whether it is true; nil where it is neither true nor false.
  package var boolValue: Bool? { if case .bool(let truth) = self { truth } else { nil } }
  /// An array's elements; none of anything else.
  package var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
  /// A moment in UTC, as the program writes it.
  package var instantValue: Instant? { stringValue.flatMap { try? Instant($0, in: .utc) } }

  private struct Decoded: Decodable {
    let value: JSONValue

    private struct Name: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init?(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
      if let object = try? decoder.container(keyedBy: Name.self) {
        let members = try object.allKeys.map { key in
          JSONValue.Member(key.stringValue, try object.decode(Decoded.self, forKey: key).value)
        }
        value = .object(members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
      } else if var list = try? decoder.unkeyedContainer() {
        var elements: [JSONValue] = []
        while !list.isAtEnd { elements.append(try list.decode(Decoded.self).value) }
        value = .array(elements)
      } else {
        let single = try decoder.singleValueContainer()
        if single.decodeNil() {
          value = .null
        } else if let truth = try? single.decode(Bool.self) {
          value = .bool(truth)
        } else if let number = try? single.decode(Int64.self) {
          value = .integer(number)
        } else {
          value = .string(try single.decode(String.self))
        }
      }
    }
  }
}
