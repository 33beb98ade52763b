import Documents

/// What a manifest says of its own seal: with which key, whether a time stamp is to come, and where the ledger stood.
package struct ManifestSeal: Sendable, Equatable, Decodable {
  /// The name of the signature over the manifest, a CMS message in DER form.
  package static let signatureName = "manifest.p7s"
  /// The name of the time stamp over the manifest, a whole RFC 3161 response in DER form.
  package static let timeStampName = "manifest.tsr"
  /// The name of the same stamp as Kamu SM's own programs read it.
  package static let kamuSMName = "manifest.zd"
  /// The name of the certificate, in PEM form.
  package static let certificateName = "seal.pem"
  /// The name of the certificates that a time stamp must lead to, in PEM form.
  package static let anchorName = "tsa.pem"
  /// The names of what may come after the package was issued.
  package static let stampNames: Set<String> = [timeStampName, kamuSMName]
  /// The names that may lie beside the files of a manifest and are in no list, since they are made from it.
  package static let sealNames: Set<String> = stampNames.union([signatureName])

  /// Who is asked for the time stamp.
  package struct TimeStamp: Sendable, Equatable, Decodable {
    /// The address it is asked for at.
    package let authority: String
    /// SHA-256 of ``ManifestSeal/anchorName``, the certificates that the stamp must lead to.
    package let anchor_sha256: String

    /// An authority from its parts.
    package init(authority: String, anchorDigest: String) {
      (self.authority, anchor_sha256) = (authority, anchorDigest)
    }
  }

  /// Where the ledger stood when the run began that made the manifest.
  package struct Head: Sendable, Equatable, Decodable {
    /// The number of the last line.
    package let sequence: Int
    /// SHA-256 of the last line.
    package let sha256: String
  }

  /// SHA-256 of the certificate in DER form.
  package let certificate_sha256: String
  /// Who is asked for the time stamp; nil where none is.
  package let time_stamp: TimeStamp?
  /// Where the ledger stood.
  package let ledger_head: Head

  /// A seal from its parts.
  package init(certificateDigest: String, timeStamp: TimeStamp?, ledgerHead: LedgerHead) {
    (certificate_sha256, time_stamp) = (certificateDigest, timeStamp)
    ledger_head = Head(sequence: ledgerHead.sequence, sha256: ledgerHead.digest)
  }

  /// The ledger's head.
  package var ledgerHead: LedgerHead { LedgerHead(sequence: ledger_head.sequence, digest: ledger_head.sha256) }

  var json: JSONValue {
    .object([
      .init("certificate_sha256", .string(certificate_sha256)),
      .init(
        "time_stamp",
        time_stamp.map {
          .object([.init("authority", .string($0.authority)), .init("anchor_sha256", .string($0.anchor_sha256))])
        } ?? .null),
      .init(
        "ledger_head",
        .object([
          .init("sequence", .integer(Int64(ledger_head.sequence))), .init("sha256", .string(ledger_head.sha256)),
        ])),
    ])
  }
}
