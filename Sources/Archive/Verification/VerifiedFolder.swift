import Evidence
import Files
import Messages

/// A package or backup, held against its manifest, its seal and what the ledger says of it.
struct VerifiedFolder {
  /// What is known of it from elsewhere.
  struct Expectation {
    /// SHA-256 of the manifest, as the ledger has it; nil where there is no ledger.
    var manifestDigest: String?
    /// Whether it is older than seals, so that it need not have one.
    var isUnsealed = false
    /// The number of the document; nil for a backup, or where the name says it.
    var number: DocumentNumber?
  }

  /// What is wrong with it.
  private(set) var findings: [VerificationFinding] = []
  /// Its manifest, as far as it can be read.
  private(set) var manifest: Manifest?
  /// The ledger's head that its manifest names, where the manifest is the one that was issued.
  private(set) var sealedHead: LedgerHead?
  /// Whether it has a time stamp that is sound.
  private(set) var isStamped = false
  /// How many files were read.
  private(set) var fileCount = 0
  /// Each file with what was found of it, as scripts read it.
  private(set) var states: [(path: String, state: String)] = []

  private let folder: String
  private let subject: String
  private let keys: KnownKeys
  private let expectation: Expectation

  /// Reads every file of a folder; `subject` is what findings call it, `read` is told the bytes of each file read.
  init(
    _ folder: String, as subject: String, _ expectation: Expectation, _ keys: KnownKeys, read: (Int) -> Void
  ) {
    (self.folder, self.subject, self.expectation, self.keys) = (folder, subject, expectation, keys)
    guard InputFile.exists(folder + "/" + Manifest.fileName) else {
      add(.missing, Manifest.fileName, Message(tr: "özet listesi yok", en: "there is no list of digests"))
      return
    }
    let content = (try? InputFile.bytes(folder + "/" + Manifest.fileName)) ?? []
    do {
      let manifest = try Manifest(readingFrom: folder)
      self.manifest = manifest
      // The list of another document says nothing of this one.
      if isOfThisNumber(manifest) { checkSeal(of: manifest, content) }
      checkStamp(of: manifest)
      checkFiles(of: manifest, read: read)
    } catch {
      add(.tampered, Manifest.fileName, Message(tr: "okunamıyor", en: "it cannot be read"))
    }
  }

  private mutating func add(_ state: VerificationFinding.State, _ file: String, _ detail: Message) {
    findings.append(VerificationFinding(state, subject.isEmpty ? file : "\(subject)/\(file)", detail))
  }

  private mutating func isOfThisNumber(_ manifest: Manifest) -> Bool {
    guard let expected = expectation.number, let number = manifest.head.number, number != expected else { return true }
    add(
      .tampered, Manifest.fileName,
      Message(tr: "\(number.text) belgesinin listesi", en: "it is the list of \(number.text)"))
    return false
  }

  /// The manifest against the ledger, and the seal against the manifest and the keys that are known.
  private mutating func checkSeal(of manifest: Manifest, _ content: [UInt8]) {
    let isRecorded = expectation.manifestDigest.map { $0 == manifest.digest }
    guard let signature = try? InputFile.bytes(folder + "/" + ManifestSeal.signatureName) else {
      if isRecorded == false { add(.tampered, Manifest.fileName, Self.notTheLedgers) }
      if manifest.seal != nil || !expectation.isUnsealed { add(.unsealed, ManifestSeal.signatureName, Self.noSeal) }
      return
    }
    guard let signer = DetachedSignature(signature).signer(of: content) else {
      let isOfOther = isRecorded == false
      let file = isOfOther ? Manifest.fileName : ManifestSeal.signatureName
      return add(.tampered, file, isOfOther ? Self.notTheLedgers : Self.notOfThisList)
    }
    guard keys.contains(signer.fingerprint) else {
      return add(.unknownKey, ManifestSeal.signatureName, Self.unknown(signer))
    }
    if isRecorded == false { return add(.resealed, Manifest.fileName, Self.notTheLedgers) }
    sealedHead = manifest.seal?.ledgerHead
    if let seal = manifest.seal, seal.certificate_sha256 != signer.fingerprint {
      add(.resealed, ManifestSeal.signatureName, Self.otherKey(seal.certificate_sha256, signer.fingerprint))
    }
  }

  private mutating func checkStamp(of manifest: Manifest) {
    let path = folder + "/" + ManifestSeal.timeStampName
    guard let expected = manifest.seal?.time_stamp else {
      if InputFile.exists(path) {
        add(
          .extra, ManifestSeal.timeStampName,
          Message(tr: "bu belge için damga istenmemiş", en: "no stamp was asked for"))
      }
      return
    }
    guard InputFile.exists(path) else {
      return add(
        .unstamped, ManifestSeal.timeStampName,
        Message(
          tr: "zaman damgası ALINAMAMIŞTIR; kuyruktadır (\(expected.authority))",
          en: "NO time stamp was obtained; it is queued (\(expected.authority))"))
    }
    do {
      let anchor = try TrustAnchor(pem: try InputFile.bytes(folder + "/" + ManifestSeal.anchorName))
      let token = try TimeStampToken(response: try InputFile.bytes(path))
      _ = try token.verify(over: manifest.digest, by: anchor)
      isStamped = true
    } catch {
      let words = (error as? any ExplainedError)?.message ?? Message(tr: "okunamıyor", en: "it cannot be read")
      add(.tampered, ManifestSeal.timeStampName, words)
    }
  }

  private mutating func checkFiles(of manifest: Manifest, read: (Int) -> Void) {
    if !manifest.isListed(in: folder) { add(.tampered, Manifest.sumsName, Self.changed) }
    for file in manifest.files {
      let found = check(file)
      read(file.size)
      states.append((file.path, found?.state.rawValue ?? "verified"))
      fileCount += 1
      if let found { add(found.state, file.path, found.detail) }
    }
    let known = ManifestSeal.sealNames.union(manifest.files.map(\.path) + [Manifest.fileName, Manifest.sumsName])
    for path in (try? ListedFile.paths(in: folder)) ?? [] where !known.contains(path) {
      states.append((path, VerificationFinding.State.extra.rawValue))
      add(.extra, path, Message(tr: "listede yok", en: "it is in no list"))
    }
  }

  private func check(_ file: ListedFile) -> (state: VerificationFinding.State, detail: Message)? {
    // What a manifest names outside its folder is none of its files.
    let path = folder + "/" + file.path
    guard !file.path.hasPrefix("/"), !file.path.utf8.split(separator: UInt8(ascii: "/")).contains(Array("..".utf8)[...])
    else { return (.tampered, Self.changed) }
    guard InputFile.exists(path) else { return (.missing, Message(tr: "dosya yok", en: "the file is not there")) }
    do throws(FileError) {
      // A file of another size need not be read.
      if try InputFile.size(path) != file.size { return (.tampered, Self.changed) }
      return try Digest.ofFile(path) == file.sha256 ? nil : (.tampered, Self.changed)
    } catch {
      return (.tampered, error.problem)
    }
  }

  private static let changed = Message(
    tr: "düzenlendikten sonra değişmiş (SHA-256 veya boyut uymuyor)",
    en: "changed after it was issued (its SHA-256 or size differs)")
  private static let noSeal = Message(tr: "mühür yok", en: "there is no seal")
  private static let notOfThisList = Message(
    tr: "mühür bu listenin değil", en: "the seal is not one of this list")
  private static let notTheLedgers = Message(
    tr: "defterdeki özetten farklı", en: "it is not the one whose digest the ledger has")

  private static func unknown(_ signer: SealCertificate) -> Message {
    Message(
      tr: "\(signer.fingerprint) anahtarıyla mühürlenmiş; bu anahtara kefil yok. Güvendiğiniz bir yerden biliyorsanız "
        + "--fingerprint ile verin",
      en: "sealed with the key \(signer.fingerprint), for which nobody vouches. If you know it from a place you trust, "
        + "give it with --fingerprint")
  }

  private static func otherKey(_ stated: String, _ found: String) -> Message {
    Message(tr: "liste \(stated) anahtarını anıyor, mühür \(found)", en: "the list names \(stated), the seal \(found)")
  }
}
