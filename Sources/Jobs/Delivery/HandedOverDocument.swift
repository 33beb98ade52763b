import Documents
package import Messages

/// One document that is with a recipient, or was handed out.
package struct HandedOverDocument: Sendable {
  /// The number.
  let number: String
  /// The recipient's name; nil where it was handed out.
  let recipient: String?
  /// Where it is, in words, without a secret.
  let place: String
  /// How many files it has there.
  let files: Int
  /// Their bytes.
  let bytes: Int

  /// What was done, for a person.
  package var line: Message { Message(verbatim: "\(number) → \(recipient.map { $0 + ", " } ?? "")\(place)") }

  /// As JSON.
  var json: JSONValue {
    .object([
      .init("number", .string(number)), .init("recipient", recipient.map { .string($0) } ?? .null),
      .init("place", .string(place)), .init("files", .integer(Int64(files))), .init("bytes", .integer(Int64(bytes))),
    ])
  }
}
