import Evidence
import Files
import Messages
package import Model

/// Holds a whole archive, or one package of it, against its ledger, its seals, its time stamps and what else remembers.
///
/// It believes nothing it has not read: what the ledger lacks is extra, what the folders lack is missing. It changes
/// nothing, needs no right to write, and looks at no file's times or owner.
package struct ArchiveVerification: Sendable {
  /// What is looked at, and what a person knows from elsewhere.
  package struct Options: Sendable {
    /// A head that was printed or written down before.
    package var expectedHead: LedgerHead?
    /// Keys a person knows, by their certificates' fingerprints.
    package var acceptedKeys: Set<String> = []
    /// The documents of periods, and the backups of moments, that are looked at; nil for all.
    package var range: Period?
    /// The only package that is looked at, by its folder's name; nil for all.
    package var onlyPackage: String?

    /// Everything, with nothing known.
    package init() {}
  }

  private let path: String
  private let options: Options
  private let read: @Sendable (Int) -> Void

  /// A verification of the archive at a path; `read` is told the bytes of each file that was read.
  package init(_ path: String, _ options: Options, read: @escaping @Sendable (Int) -> Void = { _ in }) {
    (self.path, self.options, self.read) = (path, options, read)
  }

  /// Looks at everything.
  ///
  /// - Throws: ``FileError`` where the archive's folders cannot be listed.
  package func carryOut() throws -> VerificationReport {
    // The folders first: whatever has its name by now stands in the ledger that is read after.
    let listing = try ArchiveListing(of: path)
    var ledger = VerifiedLedger(of: path)
    var keys = KnownKeys(accepted: options.acceptedKeys)
    var report = VerificationReport()
    let keyFindings = keys.add(ledger.entries, in: path)
    let expected = ExpectedItems(ledger.entries)
    var heads = options.expectedHead.map { [(head: $0, place: "--expect-head")] } ?? []
    verifyPackages(listing, expected, keys, ledger, into: &report, &heads)
    if options.onlyPackage == nil {
      verifyReviews(listing, expected, keys, ledger, into: &report, &heads)
      verifyBackups(listing, expected, keys, ledger, into: &report, &heads)
    }
    ledger.check(heads)
    report.findings = ledger.findings + keyFindings + report.findings
    (report.head, report.lineCount) = (ledger.head, ledger.head.sequence)
    if options.onlyPackage == nil, options.range == nil {
      report.findings += strangers(listing, ledger) + gaps(listing, expected)
    }
    if report.itemCount == 0, report.findings.isEmpty {
      report.findings.append(
        VerificationFinding(.missing, path, Message(tr: "denetlenecek bir şey yok", en: "there is nothing to verify")))
    }
    return report
  }

  private func verifyPackages(
    _ listing: ArchiveListing, _ expected: ExpectedItems, _ keys: KnownKeys, _ ledger: VerifiedLedger,
    into report: inout VerificationReport, _ heads: inout [(head: LedgerHead, place: String)]
  ) {
    let numbers = Set(expected.documents.keys).union(listing.packages).sorted()
    for number in numbers where options.onlyPackage.map({ $0 == number.folderName }) ?? true {
      let subject = "\(padded(number.year, 4))/\(number.folderName)"
      let document = expected.documents[number]
      if let range = options.range, let period = document?.period, period.to <= range.from || range.to <= period.from {
        continue
      }
      // It may have got its name, and its run may have ended, since the folders were listed.
      guard listing.packages.contains(number) || Folder.exists("\(path)/\(subject)") else {
        let (year, digest) = ("\(path)/\(padded(number.year, 4))", document?.expectation.manifestDigest)
        if !expected.open.contains(number) || !isBeingPublished(number.folderName, digest, in: year) {
          report.findings.append(VerificationFinding(.missing, subject, Self.noFolder))
        }
        continue
      }
      if document == nil, ledger.isThere {
        report.findings.append(VerificationFinding(.extra, subject, Self.notInLedger))
        if let head = keys.sealedHead(in: "\(path)/\(subject)") { heads.append((head, number.text)) }
        continue
      }
      let folder = VerifiedFolder(
        "\(path)/\(subject)", as: subject, document?.expectation ?? .init(number: number), keys, read: read)
      report.add(folder, subject)
      if let head = folder.sealedHead { heads.append((head, number.text)) }
    }
  }

  private func verifyBackups(
    _ listing: ArchiveListing, _ expected: ExpectedItems, _ keys: KnownKeys, _ ledger: VerifiedLedger,
    into report: inout VerificationReport, _ heads: inout [(head: LedgerHead, place: String)]
  ) {
    let backups = Set(expected.backups.keys).union(listing.backups).sorted {
      ($0.source, $0.name) < ($1.source, $1.name)
    }
    for backup in backups {
      let subject = "backups/\(backup.source)/\(backup.name)"
      if let range = options.range, let moment = ArchivedBackup.moment(of: backup.name), !range.contains(moment) {
        continue
      }
      let folder = "\(path)/\(subject)"
      guard Folder.exists(folder) else {
        let (parent, digest) = ("\(path)/backups/\(backup.source)", expected.backups[backup])
        if expected.openBackups.contains(backup), isBeingPublished(backup.name, digest, in: parent) { continue }
        if !isPurged(backup) { report.findings.append(VerificationFinding(.missing, subject, Self.noFolder)) }
        continue
      }
      guard let digest = expected.backups[backup] ?? (ledger.isThere ? nil : "") else {
        if !expected.beingPurged.contains(backup) {
          report.findings.append(VerificationFinding(.extra, subject, Self.notInLedger))
          if let head = keys.sealedHead(in: folder) { heads.append((head, "\(backup.source)/\(backup.name)")) }
        }
        continue
      }
      let verified = VerifiedFolder(
        folder, as: subject, .init(manifestDigest: digest.isEmpty ? nil : digest, isUnsealed: true), keys, read: read)
      // It may have been purged while it was read.
      if !verified.findings.isEmpty, isPurged(backup) { continue }
      report.add(verified, subject)
      if let head = verified.sealedHead { heads.append((head, "\(backup.source)/\(backup.name)")) }
    }
  }

  private func verifyReviews(
    _ listing: ArchiveListing, _ expected: ExpectedItems, _ keys: KnownKeys, _ ledger: VerifiedLedger,
    into report: inout VerificationReport, _ heads: inout [(head: LedgerHead, place: String)]
  ) {
    for review in Set(expected.reviews.keys).union(listing.reviews).sorted() {
      // A record belongs to its document, whose period is the range that was asked for.
      let period = expected.documents[review.document]?.period
      if let range = options.range, let period, period.to <= range.from || range.to <= period.from { continue }
      let (subject, folder) = (review.path, "\(path)/\(review.path)")
      let digest = expected.reviews[review]
      guard Folder.exists(folder) else {
        if !isBeingPublished(review.name, digest, in: "\(path)/\(review.parent)") {
          report.findings.append(VerificationFinding(.missing, subject, Self.noFolder))
        }
        continue
      }
      if digest == nil, ledger.isThere {
        report.findings.append(VerificationFinding(.extra, subject, Self.notInLedger))
        if let head = keys.sealedHead(in: folder) { heads.append((head, subject)) }
        continue
      }
      let verified = VerifiedFolder(
        folder, as: subject, .init(manifestDigest: digest, number: review.document), keys, read: read)
      report.add(verified, subject)
      if let head = verified.sealedHead { heads.append((head, subject)) }
    }
  }

  /// Whether a run is about to give a folder with this manifest its name at this moment, or has just done so.
  private func isBeingPublished(_ name: String, _ manifest: String?, in parent: String) -> Bool {
    // The unfinished one is looked for first: between the two looks it can only have got its name.
    let waiting = try? Digest.ofFile("\(parent)/.\(name).partial/\(Manifest.fileName)")
    return waiting != nil && waiting == manifest || Folder.exists("\(parent)/\(name)")
  }

  /// Whether a ledger that is read again says that a backup was purged meanwhile, or is about to be.
  private func isPurged(_ backup: ExpectedItems.Backup) -> Bool {
    let now = ExpectedItems(VerifiedLedger(of: path).entries)
    return now.backups[backup] == nil || now.beingPurged.contains(backup)
  }

  private func strangers(_ listing: ArchiveListing, _ ledger: VerifiedLedger) -> [VerificationFinding] {
    let keys = Set(ledger.entries.filter { $0.act == .key }.compactMap { $0.fact("certificate_sha256")?.stringValue })
    let known = Set(keys.flatMap { ["keys/\($0).pem", "keys/\($0).p7s"] })
    return (listing.strangers + listing.keys.filter { !known.contains($0) }).map {
      VerificationFinding($0.hasPrefix("keys/") ? .unknownKey : .extra, $0, Self.notInLedger)
    }
  }

  /// Numbers and periods between others that nothing explains.
  private func gaps(_ listing: ArchiveListing, _ expected: ExpectedItems) -> [VerificationFinding] {
    let register = (try? Register(in: path + "/register", isReadOnly: true).entries) ?? []
    let given = Set(expected.documents.keys).union(listing.packages).union(register.compactMap(\.number))
    var findings = register.compactMap { entry -> VerificationFinding? in
      guard let number = entry.number, entry.state == .issued, expected.documents[number] == nil,
        !listing.packages.contains(number)
      else { return nil }
      return VerificationFinding(
        .missing, "\(padded(number.year, 4))/\(number.folderName)",
        Message(
          tr: "numara defterinde (register) verilmiş, klasörü de defterde satırı da yok",
          en: "the register says it was given, and it has neither a folder nor a line in the ledger"))
    }
    var last: DocumentNumber?
    for number in given.sorted() {
      let before = last.map { $0.year == number.year && $0.code == number.code ? $0.sequence : 0 } ?? 0
      last = number
      if before + 1 == number.sequence { continue }
      let first = DocumentNumber(year: number.year, code: number.code, sequence: before + 1)
      let final = DocumentNumber(year: number.year, code: number.code, sequence: number.sequence - 1)
      findings.append(
        VerificationFinding(
          .gap, first == final ? first.text : "\(first.text)–\(final.text)",
          Message(tr: "numara verilmemiş ya da izi silinmiş", en: "never given, or every trace of it is gone")))
    }
    let settled = register.compactMap { entry -> (series: [String], period: Period)? in
      guard entry.state != .begun, let report = entry.report, let schedule = entry.schedule, let period = entry.period
      else { return nil }
      return ([report, entry.source, schedule], period)
    }
    return findings
      + expected.periodGaps(settled: settled).map { series, gap in
        VerificationFinding(
          .gap, series.joined(separator: " "),
          Message(
            tr: "\(gap.from.iso8601) – \(gap.to.iso8601) arası için belge yok",
            en: "there is no document of \(gap.from.iso8601) – \(gap.to.iso8601)"))
      }
  }

  private static let noFolder = Message(
    tr: "defterde var, klasörü yok", en: "the ledger has it, and its folder is not there")
  private static let notInLedger = Message(tr: "defterde yok", en: "the ledger does not have it")
}
