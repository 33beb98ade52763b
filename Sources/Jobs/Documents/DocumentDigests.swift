import Analysis
import Evidence
import Model
import Messages
import Reports
import Synchronization

/// The digests a run prints, keyed so that nobody without the key finds what is masked by trying.
///
/// The key is the archive's, at M2 one derived from `mask_key`. Whatever OpenSSL refuses is remembered: nothing is
/// published before ``check()`` has been asked.
final class DocumentDigests: Sendable {
  /// Which key it is, for the manifest: whose, and digits that tell two keys apart and say nothing of them.
  let keyName: String
  /// The mask of the run's level.
  var mask: Mask { mask(level) }

  /// The mask of a level, for persons whom a document hides more than others.
  func mask(_ level: MaskLevel) -> Mask {
    Mask(level: level, pseudonym: { [self] in pseudonym(of: $0) }, digest: { [self] in hexadecimal($0) })
  }
  private let level: MaskLevel
  private let digest: KeyedDigest
  private let pseudonyms: KeyedDigest?
  private let firstFailure = Mutex<DigestError?>(nil)

  /// The digests of documents of a level that is not M2, keyed with the archive's key.
  init(_ level: MaskLevel, archiveKey: SecretKey) throws {
    self.level = level
    digest = KeyedDigest(key: archiveKey)
    pseudonyms = nil
    keyName = ArchiveKey.origin + (try Self.name(of: digest))
  }

  /// The digests and pseudonyms of documents of level M2.
  init(maskKey: SecretKey) throws {
    level = .M2
    let pseudonyms = KeyedDigest(key: maskKey)
    digest = try pseudonyms.derived(for: "digests")
    self.pseudonyms = pseudonyms
    keyName = "mask_key:" + (try Self.name(of: digest))
  }

  /// A keyed digest of several texts, as 64 hexadecimal digits; the first says what they are.
  func hexadecimal(_ parts: [String]) -> String {
    noting { () throws(DigestError) in try digest.hexadecimal(of: parts) }
  }

  /// A keyed digest of the users a document is limited to, as they were written, in any order; nil where it is of all.
  func ofUsers(_ users: [String]) -> String? {
    if users.isEmpty { return nil }
    return hexadecimal(["users"] + Set(users.map { Identifier($0) }).sorted().map(\.text))
  }

  /// The SHA-256 of a text that says nothing of anybody, as 64 hexadecimal digits.
  func sha256(_ text: String) -> String { noting { () throws(DigestError) in try Digest.ofText(text) } }

  /// A digest for one finding's rows: SHA-256 where nothing is masked, so that anybody can check it, else keyed.
  func makeEvidenceDigest() -> any IdentifierDigest { EvidenceDigest(self, isKeyed: level != .M0) }

  /// Throws what OpenSSL refused, if it did.
  func check() throws {
    if let failure = firstFailure.withLock({ $0 }) { throw failure }
  }

  fileprivate func noting(_ make: () throws(DigestError) -> String) -> String {
    do throws(DigestError) { return try make() } catch {
      firstFailure.withLock { $0 = $0 ?? error }
      return "***"
    }
  }

  private func pseudonym(of value: String) -> String {
    noting { () throws(DigestError) in
      guard let pseudonyms else { throw DigestError() }
      return try pseudonyms.pseudonym(of: value)
    }
  }

  private static func name(of digest: KeyedDigest) throws(DigestError) -> String {
    String(try digest.hexadecimal(of: ["key"]).prefix(16))
  }
}

/// SHA-256 over identifiers, each with its length before it, and that keyed where identifiers are masked.
private final class EvidenceDigest: IdentifierDigest {
  private let digests: DocumentDigests
  private let isKeyed: Bool
  private var digest = Digest()
  private var result: String?

  init(_ digests: DocumentDigests, isKeyed: Bool) {
    self.digests = digests
    self.isKeyed = isKeyed
  }

  func add(_ identifier: Identifier) { digest.update(part: identifier.text) }

  func hexadecimal() -> String {
    if let result { return result }
    let plain = digests.noting { () throws(DigestError) in try digest.hexadecimal() }
    let hexadecimal = isKeyed ? digests.hexadecimal(["evidence", plain]) : plain
    result = hexadecimal
    return hexadecimal
  }
}
