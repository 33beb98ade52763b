import Archive
import Documents
import Evidence
import Files
import Messages
import Model
import Reports

/// Goes over to a new key that seals, signed with the one before: `tutanak seal rotate`.
package struct SealRotation: Sendable {
  private let invocation: Invocation
  private let reason: String
  private let previousKey: String?
  private let isLost: Bool

  /// A rotation for a reason; `previousKey` is the file of the key before where the archive has not its own, `isLost`
  /// says that nobody has that key any more.
  package init(_ invocation: Invocation, reason: String, previousKey: String?, isLost: Bool) {
    (self.invocation, self.reason) = (invocation, reason)
    (self.previousKey, self.isLost) = (previousKey, isLost)
  }

  /// Makes the new key, or takes the configuration's, and writes it down.
  ///
  /// The key before is removed where it was the archive's own: whoever finds it later can seal nothing with it.
  package func carryOut() async throws -> RunResult {
    guard reason.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
      throw Failure(.wrongUsage, Message(tr: "--reason boş olamaz.", en: "--reason must not be empty."))
    }
    return try await LockedRun(invocation, as: "seal rotate", needsSeal: false).carryOut { run in
      if let damage = run.damage { throw damage }
      guard let ledger = run.record.ledger else { return RunResult() }
      let seal = ArchiveSeal(run.record.archive, invocation.configuration.seal)
      let current = try ledger.entries().last { $0.act == .key && $0.outcome == .done }?.fingerprint
      var result = RunResult()
      if invocation.isDryRun {
        result.remarks = [
          Message(tr: "Yeni bir mühür anahtarına geçilecek.", en: "A new key that seals would come into use.")
        ]
        return result
      }
      let certificate = try run.interruption.uninterrupted { try rotate(seal, from: current, ledger) }
      result.remarks = [ArchiveSeal.firstWords(certificate)]
      return result
    }
  }

  private func rotate(_ seal: ArchiveSeal, from current: String?, _ ledger: Ledger) throws -> SealCertificate {
    try seal.finishRotation(to: current)
    let before = isLost ? nil : try previous(seal, current)
    let new = try newKey(seal, current)
    try seal.keepCertificate(of: new)
    if let before {
      var file = try OutputFile(at: seal.endorsementPath(new.certificate.fingerprint))
      try file.append(try before.sign(new.certificateFile))
      try file.commit()
      try Folder.synchroniseEntries(seal.archive.keysFolder)
    }
    try ledger.appendNow(
      .init(
        .key, .done, reason: reason,
        facts: ArchiveSeal.facts(new.certificate) + [
          .init("previous_sha256", current.map { .string($0) } ?? .null), .init("endorsed", .bool(before != nil)),
        ]))
    try seal.conclude(isOwn: invocation.configuration.seal.key == nil)
    return new.certificate
  }

  /// The key before, which must be the one the ledger names.
  private func previous(_ seal: ArchiveSeal, _ current: String?) throws -> SealKey? {
    guard let current else { return nil }
    var keys: [SealKey?] = [try? ArchiveSeal.key(in: seal.path)]
    if let previousKey {
      let certificate = try InputFile.bytes(seal.certificatePath(current))
      let secret: [UInt8]
      do throws(SecretFile.Fault) { secret = try SecretFile(previousKey).bytes } catch {
        throw Failure(.misconfigured, Secrets.message(error, previousKey))
      }
      keys.append(try? SealKey(keyFile: secret, certificateFile: certificate))
    }
    guard let key = keys.compactMap({ $0 }).first(where: { $0.certificate.fingerprint == current }) else {
      throw Failure(
        .misconfigured,
        Message(
          tr: "Önceki anahtar (\(current)) bulunamadı; dosyasını --previous-key ile verin. Kimsede yoksa "
            + "--lost: yeni anahtara o zaman kimse kefil olmaz ve doğrulama bunu söyler.",
          en: "The key before (\(current)) was not found; give its file with --previous-key. If nobody has it any "
            + "more, --lost: then nobody vouches for the new key, and verifications will say so."))
    }
    return key
  }

  /// The configuration's key where it names another one; else a new one of the archive's own.
  private func newKey(_ seal: ArchiveSeal, _ current: String?) throws -> SealKey {
    if let key = invocation.configuration.seal.key {
      guard key.certificate.fingerprint != current else {
        throw Failure(
          .wrongUsage,
          Message(
            tr: "Yapılandırmadaki anahtar (seal.key) zaten kullanımda; önce yenisini yazın.",
            en: "The configuration's key (seal.key) is in use already; name the new one there first."))
      }
      return key
    }
    let new = try NewSealKey(
      organisation: invocation.configuration.controller.name, from: SystemClock.now().microseconds / 1_000_000)
    try Folder.remove(seal.nextPath)
    try seal.write(new, to: seal.nextPath)
    guard let key = try ArchiveSeal.key(in: seal.nextPath) else { throw FileError(.open, seal.nextPath) }
    return key
  }
}
