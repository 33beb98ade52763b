import Documents

/// One backup that lies at its second place, read again there.
package struct DeliveredBackup: Sendable {
  /// The source.
  let source: String
  /// The folder's name.
  let backup: String
  /// The place in words, without a secret.
  let location: String
  /// The bytes of all its files.
  let bytes: Int
  /// Those of them that were sent by this run; the others were there already, and were read again as well.
  let sentBytes: Int

  /// Where it lies, for a person.
  package var path: String { "\(location)/\(source)/\(backup)" }

  /// As JSON.
  var json: JSONValue {
    .object([
      .init("source", .string(source)), .init("backup", .string(backup)), .init("location", .string(location)),
      .init("bytes", .integer(Int64(bytes))), .init("sent_bytes", .integer(Int64(sentBytes))),
    ])
  }
}
