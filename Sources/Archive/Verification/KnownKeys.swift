import Evidence
import Files
import Messages

/// The keys whose seals are believed: those a person has named, and those a ledger's chain of keys vouches for.
struct KnownKeys {
  private var fingerprints: Set<String>

  /// Keys that a person knows from elsewhere, by their certificates' fingerprints.
  init(accepted: Set<String>) { fingerprints = accepted }

  /// The fingerprints of all of them.
  var all: Set<String> { fingerprints }

  /// Whether a key is known.
  func contains(_ fingerprint: String) -> Bool { fingerprints.contains(fingerprint) }

  /// The ledger's head that a folder's manifest names, where a known key has sealed it; nil for anything else.
  func sealedHead(in folder: String) -> LedgerHead? {
    guard let content = try? InputFile.bytes(folder + "/" + Manifest.fileName),
      let signature = try? InputFile.bytes(folder + "/" + ManifestSeal.signatureName),
      let signer = DetachedSignature(signature).signer(of: content), contains(signer.fingerprint)
    else { return nil }
    return (try? Manifest(readingFrom: folder))?.seal?.ledgerHead
  }

  /// Adds the keys of an archive, and returns what is wrong with those that are not believed.
  ///
  /// The first one that came into use is the beginning of trust; each later one must be signed by the one before.
  mutating func add(_ entries: [LedgerEntry], in folder: String) -> [VerificationFinding] {
    var findings: [VerificationFinding] = []
    var previous: String?
    for entry in entries where entry.act == .key && entry.outcome == .done {
      guard let fingerprint = entry.fact("certificate_sha256")?.stringValue else { continue }
      defer { previous = fingerprint }
      let name = "keys/\(fingerprint).pem"
      if let problem = problem(fingerprint, in: folder) {
        findings.append(VerificationFinding(problem.state, name, problem.detail))
      } else if let previous, !isEndorsed(fingerprint, by: previous, in: folder) {
        if fingerprints.contains(fingerprint) { continue }
        findings.append(VerificationFinding(.unknownKey, name, Self.notEndorsed(previous, line: entry.sequence)))
      } else {
        fingerprints.insert(fingerprint)
      }
    }
    return findings
  }

  private func problem(
    _ fingerprint: String, in folder: String
  ) -> (state: VerificationFinding.State, detail: Message)? {
    let path = "\(folder)/keys/\(fingerprint).pem"
    guard let file = try? InputFile.bytes(path) else {
      return (.missing, Message(tr: "sertifika yok", en: "the certificate is not there"))
    }
    guard let certificate = try? SealCertificate(pem: file), certificate.fingerprint == fingerprint else {
      return (.tampered, Message(tr: "başka bir sertifika", en: "it is another certificate"))
    }
    return nil
  }

  /// Whether a certificate's file is signed with the key before.
  private func isEndorsed(_ fingerprint: String, by previous: String, in folder: String) -> Bool {
    guard contains(previous), let file = try? InputFile.bytes("\(folder)/keys/\(fingerprint).pem"),
      let signature = try? InputFile.bytes("\(folder)/keys/\(fingerprint).p7s")
    else { return false }
    return DetachedSignature(signature).signer(of: file)?.fingerprint == previous
  }

  private static func notEndorsed(_ previous: String, line: Int) -> Message {
    Message(
      tr: "defterin \(line). satırında kullanıma giren bu anahtarı önceki anahtar (\(previous)) imzalamamış",
      en: "came into use in line \(line) of the ledger, and the key before (\(previous)) has not signed it")
  }
}
