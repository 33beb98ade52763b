import Archive
import Documents
import Files
import Messages
import Model
import Synchronization

/// Holds a package, a backup, or a whole archive against what was issued: `tutanak verify`.
package struct VerifyJob: Sendable {
  /// What was asked for.
  package struct Request: Sendable {
    /// A package, a backup's folder or an archive; nil for the configured archive.
    package var path: String?
    /// A head that was printed or written down, `41:` and its digest.
    package var expectedHead: String?
    /// Fingerprints of keys that a person knows.
    package var fingerprints: [String] = []
    /// The first day that is looked at, in the configuration's zone, or Istanbul's.
    package var firstDay: String?
    /// The last day that is looked at.
    package var lastDay: String?
    /// Whether the rows of workbooks are held against the documents' data digests.
    package var isDeep = false

    /// The configured archive, with nothing known.
    package init() {}
  }

  private let invocation: Invocation?
  private let request: Request
  private let progress: @Sendable (Invocation.Progress) -> Void

  /// A job; whoever verifies a copy needs no configuration, and then has no archive of their own.
  package init(
    _ invocation: Invocation?, _ request: Request, progress: @escaping @Sendable (Invocation.Progress) -> Void
  ) {
    (self.invocation, self.request, self.progress) = (invocation, request, progress)
  }

  /// Looks at everything; what is wrong with one thing keeps no other from being looked at.
  package func carryOut() async throws -> RunResult {
    guard let path = request.path ?? invocation?.configuration.archive else {
      throw Failure(
        .wrongUsage,
        Message(
          tr: "Yapılandırma yok; doğrulanacak klasörü verin.",
          en: "There is no configuration; name the folder that is to be verified."))
    }
    let target = try VerificationTarget(path)
    let fingerprints = Set(try request.fingerprints.map(Self.fingerprint))
    let read = meter()
    var report: VerificationReport
    var deep = DeepVerification()
    switch target {
    case .folder(let folder):
      try refuseArchiveOptions()
      let known = invocation.map { PackageVerification.keys(of: $0.configuration.archive) } ?? []
      report = PackageVerification(folder, acceptedKeys: fingerprints.union(known)).carryOut(read: read)
      if request.isDeep { report.findings += deep.findings(in: folder, as: "") }
    case .archive(let path, let onlyPackage):
      var options = ArchiveVerification.Options()
      (options.acceptedKeys, options.onlyPackage) = (fingerprints, onlyPackage)
      options.expectedHead = try expectedHead()
      options.range = try range()
      report = try ArchiveVerification(path, options, read: read).carryOut()
      if request.isDeep {
        for item in report.items { report.findings += deep.findings(in: "\(path)/\(item.subject)", as: item.subject) }
      }
      await note(report, of: path)
    }
    return result(report, deep)
  }

  private func result(_ report: VerificationReport, _ deep: DeepVerification) -> RunResult {
    var result = RunResult()
    result.steps = report.findings.map { RunStep(.inspect, .failed(Failure(.tampered, $0.line))) }
    result.steps += deep.failures.map { RunStep(.inspect, .failed($0)) }
    if result.steps.isEmpty { result.steps = [RunStep(.inspect, .inOrder)] }
    let members = request.isDeep ? [JSONValue.Member("deep", deep.json)] : []
    result.listing = Listing(
      page: summary(report, deep), members: [.init("verification", report.json)] + members)
    return result
  }

  private func summary(_ report: VerificationReport, _ deep: DeepVerification) -> Message {
    let reviews = report.items.count { $0.subject.hasPrefix("reviews/") }
    let (items, files, bytes) = (report.itemCount - reviews, report.fileCount, Message.bytes(report.byteCount))
    var parts = [
      Message(
        tr: "\(items) paket ve yedek, \(files) dosya (\(bytes.tr)) okundu; doğrulanan zaman damgası: "
          + "\(report.stampCount).",
        en: "\(items) packages and backups, \(files) files (\(bytes.en)) read; time stamps verified: "
          + "\(report.stampCount).")
    ]
    if reviews > 0 {
      parts.append(
        Message(tr: "Bulgular hakkında karar kaydı: \(reviews).", en: "Records of decisions on findings: \(reviews)."))
    }
    if request.isDeep { parts.append(deep.summary) }
    if report.unsealedCount > 0 {
      parts.append(
        Message(
          tr: "\(report.unsealedCount) tanesi mühürlerden eskidir; değişmedikleri, deftere yazıldıkları günden beri "
            + "bilinir.",
          en: "\(report.unsealedCount) of them are older than seals; that they are unchanged is known since the day "
            + "the ledger took them in."))
    }
    if let head = report.head {
      parts.append(
        Message(
          tr: "Defter: \(report.lineCount) satır, ucu \(head.text).",
          en: "Ledger: \(report.lineCount) lines, head \(head.text)."))
    }
    parts.append(
      report.findings.isEmpty
        ? Message(tr: "Beklenen her şey bulundu ve doğru.", en: "Everything expected was found and is right.")
        : Message(tr: "Bulgu: \(report.findings.count).", en: "Findings: \(report.findings.count)."))
    return Message.joined(parts, by: "\n")
  }

  /// Tells how many bytes were read so far.
  private func meter() -> @Sendable (Int) -> Void {
    let bytes = Mutex(0)
    let (progress, step) = (progress, Message(tr: "doğrulanıyor, KiB", en: "verifying, KiB"))
    return { count in
      let total = bytes.withLock { bytes -> Int in
        bytes += count
        return bytes
      }
      progress(Invocation.Progress(step: step, rows: total >> 10))
    }
  }

  /// Verifying is an act, too: the configured archive's ledger has it, once no other run is under way.
  private func note(_ report: VerificationReport, of path: String) async {
    guard let invocation, path == invocation.configuration.archive else { return }
    let entry = LedgerEntry.Draft(
      .verify, report.findings.isEmpty ? .passed : .failed,
      facts: [
        .init("items", .integer(Int64(report.itemCount))), .init("files", .integer(Int64(report.fileCount))),
        .init("bytes", .integer(Int64(report.byteCount))), .init("findings", .integer(Int64(report.findings.count))),
        .init("ledger_head", report.head.map { .string($0.text) } ?? .null),
        .init("deep", .bool(request.isDeep)), .init("from", request.firstDay.map { .string($0) } ?? .null),
        .init("to", request.lastDay.map { .string($0) } ?? .null),
      ])
    await LedgerNote(entry, as: "verify").write(invocation)
  }

  private func expectedHead() throws -> LedgerHead? {
    guard let text = request.expectedHead else { return nil }
    guard let head = LedgerHead(text) else {
      throw Failure(
        .wrongUsage,
        Message(
          tr: "--expect-head, basılı olduğu gibi “sıra:özet” ister, özetin en az ilk 16 hanesiyle.",
          en: "--expect-head needs “number:digest” as it is printed, with at least 16 digits of the digest."))
    }
    return head
  }

  private static func fingerprint(_ text: String) throws -> String {
    let digits = text.lowercased().utf8.filter { $0 != UInt8(ascii: ":") }
    guard digits.count == 64, digits.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
      throw Failure(
        .wrongUsage,
        Message(
          tr: "--fingerprint bir sertifikanın SHA-256 parmak izini ister: 64 onaltılık hane.",
          en: "--fingerprint needs the SHA-256 fingerprint of a certificate: 64 hexadecimal digits."))
    }
    return String(decoding: digits, as: UTF8.self)
  }

  /// The days from and to, as moments; a side without a day is open.
  private func range() throws -> Period? {
    if request.firstDay == nil, request.lastDay == nil { return nil }
    let zone = try invocation?.configuration.zone ?? Zones.load(nil, default: "Europe/Istanbul")
    let now = invocation?.asOf ?? SystemClock.now()
    // A day may be one to come: what is looked at ends before it.
    let (end, digits) = (Instant(microseconds: 253_402_214_400_000_000), UInt8(ascii: "0")...UInt8(ascii: "9"))
    func day(_ text: String) throws -> Period {
      let isDate = text.utf8.first.map { digits.contains($0) } ?? false
      return try PeriodExpression(text).resolve(in: zone, asOf: isDate ? end : now)
    }
    let from = try request.firstDay.map { try day($0).from } ?? Instant(microseconds: 0)
    let to = try request.lastDay.map { try day($0).to } ?? max(now, from).advanced(by: 366 * microsecondsPerDay)
    guard from < to else {
      throw Failure(.wrongUsage, Message(tr: "--from, --to gününden sonra.", en: "--from is later than --to."))
    }
    return Period(from: from, to: to)
  }

  private func refuseArchiveOptions() throws {
    guard request.expectedHead == nil, request.firstDay == nil, request.lastDay == nil else {
      throw Failure(
        .wrongUsage,
        Message(
          tr: "--expect-head, --from ve --to bir arşiv içindir; burada tek bir klasör var.",
          en: "--expect-head, --from and --to are for an archive; this is one folder."))
    }
  }
}
