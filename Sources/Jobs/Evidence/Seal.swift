import Archive
import Documents
import Evidence
import Files
import Model
import Reports

/// Seals what lies in a folder that is not published yet: a manifest of its files, and the signature over it.
struct Seal {
  let run: RunContext

  /// Writes the certificate, and how everything is checked, among a document's files.
  func explain(_ number: String, in folder: String) throws {
    guard let key = run.seal else { return }
    if let timeStamp {
      var anchor = try OutputFile(at: folder + "/" + ManifestSeal.anchorName)
      try anchor.append(timeStamp.anchor.bytes)
      try anchor.commit()
    }
    var file = try OutputFile(at: folder + "/" + ManifestSeal.certificateName)
    try file.append(key.certificateFile)
    try file.commit()
    try VerificationNote(
      number: number, certificateDigest: key.certificate.fingerprint, ledgerHead: ledgerHead,
      isStamped: timeStamp != nil
    ).write(into: folder)
  }

  /// Writes manifest, list of sums and signature; returns the manifest's digest.
  ///
  /// Without a key, where the archive cannot be read and only backups are made, the manifest says that it has no seal.
  func close(_ folder: String, _ head: Manifest.Head, facts: [JSONValue.Member], isStamped: Bool) throws -> String {
    let digest = try Manifest.write(
      head, zone: run.invocation.configuration.zone.name, facts: facts, seal: statement(isStamped: isStamped),
      in: folder)
    guard let key = run.seal else { return digest }
    var file = try OutputFile(at: folder + "/" + ManifestSeal.signatureName)
    try file.append(try key.sign(try InputFile.bytes(folder + "/" + Manifest.fileName)))
    try file.commit()
    return digest
  }

  /// What documents say of it.
  var facts: IssueFacts.Seal? {
    run.seal.map { key in
      IssueFacts.Seal(
        fingerprint: key.certificate.fingerprint, subject: key.certificate.subject,
        isSelfSigned: key.certificate.isSelfSigned, ledgerHead: ledgerHead.isOrigin ? nil : ledgerHead.text,
        timeStampAuthority: timeStamp?.url)
    }
  }

  private func statement(isStamped: Bool) -> ManifestSeal? {
    run.seal.map {
      ManifestSeal(
        certificateDigest: $0.certificate.fingerprint, timeStamp: isStamped ? asked : nil, ledgerHead: ledgerHead)
    }
  }

  /// Who is asked for time stamps of documents.
  private var timeStamp: TimeStampSettings? { run.invocation.configuration.seal.timeStamp }

  private var asked: ManifestSeal.TimeStamp? {
    timeStamp.map { ManifestSeal.TimeStamp(authority: $0.url, anchorDigest: $0.anchor.digest) }
  }

  private var ledgerHead: LedgerHead { run.ledgerHead ?? .origin }
}
