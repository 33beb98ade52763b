import Archive
import Documents
import Evidence
import Model

/// One document that has got its time stamp.
package struct StampedDocument: Sendable {
  /// The number.
  package let number: String
  /// The package's folder.
  package let folder: String
  /// The authority's time, in UTC.
  package let time: String
  /// The authority's number for the stamp, in hexadecimal digits.
  package let serial: String
  /// The subject of the certificate that signed it.
  package let authority: String

  init(_ document: TimeStampStanding.Document, _ token: TimeStampToken, _ signer: String) {
    (number, folder) = (document.number.text, document.folder)
    (time, serial, authority) = (token.time.iso8601, token.serial, signer)
  }

  /// It as JSON.
  var json: JSONValue {
    .object([
      .init("number", .string(number)), .init("folder", .string(folder)), .init("time", .string(time)),
      .init("serial", .string(serial)), .init("authority", .string(authority)),
    ])
  }
}
