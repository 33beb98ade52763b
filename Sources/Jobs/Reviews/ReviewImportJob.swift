import Archive
import Documents
import Evidence
import Excel
import Files
import Messages
import Model
import Reports

/// Takes what reviewers wrote into a copy of a workbook into the archive: `tutanak review import`.
package struct ReviewImportJob: Sendable {
  private let invocation: Invocation
  private let file: String
  private let reason: String?

  /// A job for a file, and why it is taken in, in a person's words.
  package init(_ invocation: Invocation, file: String, reason: String?) {
    (self.invocation, self.file, self.reason) = (invocation, file, reason)
  }

  /// Checks the copy against its document and takes all of it in, or nothing.
  package func carryOut() async throws -> RunResult {
    let reason = try reason.map {
      try StatedText.checked(
        $0, option: "--reason",
        missing: Message(
          tr: "--reason boş: neden alındığını yazın.", en: "--reason is empty: say why it is taken in."))
    }
    let copy = try ReviewCopy(file, in: Archive(invocation.configuration.archive))
    return try await LockedRun(invocation, as: "review import").carryOut { run in
      if let damage = run.damage { throw damage }
      let (document, issuedAt, rows) = try copy.held(against: run.record)
      let (reviews, known) = try reviews(in: rows, of: document, issuedAt, run)
      let record = ReviewRecord(
        document: document.package.number.text, manifestDigest: document.manifestDigest, key: document.key,
        mask: document.mask, source: document.package.manifest.head.source, fileDigest: copy.digest,
        importedAt: SystemClock.now(), importedBy: Person.current.name, reason: reason, reviews: reviews)
      let folder = try write(record, of: document, run)
      return result(record, in: folder, known: known, successor: run.record.successor(of: document.package.number))
    }
  }

  /// The reviews that the archive does not have yet, and how many it has.
  private func reviews(
    in rows: [FilledWorkbook.Row], of document: ReviewedDocument, _ issuedAt: Instant, _ run: RunContext
  ) throws -> (reviews: [FindingReview], known: Int) {
    guard !rows.isEmpty else {
      throw Failure(
        .badData,
        Message(
          tr: "\(file): hiçbir bulgu değerlendirilmemiş. “Bulgular” sayfasındaki değerlendirme sütunlarını doldurun.",
          en: "\(file): no finding was reviewed. Fill in the columns for the review on the sheet “Findings”."))
    }
    let template = try run.template.load(Catalogue(invocation))
    let form = ReviewForm(
      Language.allCases.map { template.words($0) }, zone: invocation.configuration.zone, issuedAt: issuedAt,
      // The clock bounds what a given moment could stretch.
      now: min(invocation.asOf, SystemClock.now()))
    var standing: [String: FindingReview] = [:]
    for item in try ReviewReading(in: run).items(of: document.package.manifest.head.source) {
      for review in item.record?.reviews ?? [] { standing[review.finding] = review }
    }
    let found = rows.map { form.review(in: $0) { standing[$0.finding] } }
    let faults = found.flatMap(\.faults)
    guard faults.isEmpty else { throw Self.faulty(file, faults) }
    let reviews = found.compactMap(\.review)
    let new = reviews.filter { standing[$0.finding] != $0 }
    guard !new.isEmpty else {
      throw Failure(
        .badData,
        Message(
          tr: "\(file): içindeki \(reviews.count) kararın tümü arşivde var; yeni bir şey alınmadı.",
          en: "\(file): the archive has all of its decisions (\(reviews.count)); nothing new was taken in."))
    }
    return (new, reviews.count - new.count)
  }

  private static func faulty(_ file: String, _ faults: [ReviewFault]) -> Failure {
    let shown = faults.prefix(20).map(\.message)
    let list = Message.joined(shown, by: "; ")
    let more = faults.count - shown.count
    return Failure(
      .badData,
      Message(
        tr: "\(file): hiçbir şey alınmadı; düzeltilecek hücre: \(faults.count). \(list.tr)"
          + (more > 0 ? "; ve \(more) hücre daha" : ""),
        en: "\(file): nothing was taken in; cells to be corrected: \(faults.count). \(list.en)"
          + (more > 0 ? "; and \(more) more" : "")))
  }

  /// Seals the record and writes it down; in a dry run it only says where it would lie.
  private func write(_ record: ReviewRecord, of document: ReviewedDocument, _ run: RunContext) throws -> ReviewFolder {
    let folder = try run.record.nextReview(of: document.package.number)
    if invocation.isDryRun { return folder }
    let archive = run.record.archive
    let staging = try run.interruption.begin {
      try archive.stage(in: archive.path + "/" + folder.parent, name: folder.name)
    }
    let partial = staging.path
    defer { run.interruption.remove(partial) }
    var output = try OutputFile(at: partial + "/" + ReviewRecord.fileName)
    try output.append(record.json.text() + "\n")
    try output.commit()
    var head = Manifest.Head(
      format: .review, number: document.package.number, source: record.source, schedule: nil,
      period: document.package.manifest.head.period)
    head.mask = record.mask.rawValue
    let digest = try Seal(run: run).close(
      partial, head,
      facts: [
        .init("software", .string("Tutanak \(BuildInfo.version)")),
        .init("document_manifest_sha256", .string(record.manifestDigest)),
      ], isStamped: false)
    try run.record.publish(review: staging, noting: note(record, folder, digest))
    return folder
  }

  /// What the ledger says of it.
  private func note(_ record: ReviewRecord, _ folder: ReviewFolder, _ digest: String) -> LedgerEntry.Draft {
    let counts = FindingReview.Decision.allCases.map { decision in
      JSONValue.Member(decision.rawValue, .integer(Int64(record.reviews.count { $0.decision == decision })))
    }
    return LedgerEntry.Draft(
      .review, .done, source: record.source, document: record.document, reason: record.reason,
      facts: [
        .init("record", .string(folder.text)), .init("manifest_sha256", .string(digest)),
        .init("workbook_sha256", .string(record.fileDigest)), .init("person", .string(record.importedBy)),
        .init("reviews", .integer(Int64(record.reviews.count))), .init("decisions", .object(counts)),
      ])
  }

  private func result(
    _ record: ReviewRecord, in folder: ReviewFolder, known: Int, successor: DocumentNumber?
  ) -> RunResult {
    var result = RunResult()
    let count = record.reviews.count
    let taken = Message(
      tr: "\(record.document): \(count) karar alındı, kaydı \(folder.path).",
      en: "\(record.document): decisions taken in: \(count); their record is \(folder.path).")
    let again = Message(
      tr: "Daha önce alınmış olan \(known) karar yeniden yazılmadı.",
      en: "Decisions that were taken in before and not written again: \(known).")
    let kinds = FindingReview.Decision.allCases.map { decision in
      (decision, record.reviews.count { $0.decision == decision })
    }
    let counts = Message.joined(
      kinds.filter { $1 > 0 }.map { ReviewListJob.word($0) + Message(verbatim: "\($1)") }, by: ", ")
    let breaches = record.reviews.count { $0.breach == .yes }
    let decided = Message(
      tr: "Kararlar: \(counts.tr); ihlal adayı: \(breaches).",
      en: "Decisions: \(counts.en); marked as possible breaches: \(breaches).")
    let replaced = successor.map {
      Message(
        tr:
          "\(record.document) yerine \($0.text) düzenlenmiş; kararlar bulguların kimliğiyle eşleşir, yeni belgeyi de inceleyin.",
        en:
          "\(record.document) was replaced by \($0.text); decisions are matched by findings, look at the new document as well."
      )
    }
    let lines = [taken, decided] + (known > 0 ? [again] : []) + (replaced.map { [$0] } ?? [])
    result.remarks = lines.map { invocation.isDryRun ? Message(tr: "Denemede:", en: "In a dry run:") + $0 : $0 }
    result.listing = Listing(
      page: Message(verbatim: ""),
      members: [
        .init(
          "review",
          .object([
            .init("document", .string(record.document)), .init("record", .string(folder.text)),
            .init("decisions", .integer(Int64(count))), .init("known", .integer(Int64(known))),
          ]))
      ])
    return result
  }
}
