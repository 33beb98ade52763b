import Archive
import Documents
import Evidence
import Files
import Messages
import Model
import Records

/// Draws a document in every format, lists its files in the manifest, and publishes the package by one rename.
struct DocumentPublisher: Sendable {
  let run: RunContext

  /// How many are drawn at a time: a workbook takes 20 MiB while it is drawn, and a night has few documents.
  private static let drawnAtOnce = 2

  /// Publishes documents side by side, each on a thread of its own; returns each one's folder or what went wrong with it, in their order.
  func publish(_ drafts: [Draft]) async -> [Result<String, Failure>] {
    var results: [Int: Result<String, Failure>] = [:]
    await withTaskGroup(of: (Int, Result<String, Failure>).self) { group in
      for (index, draft) in drafts.enumerated() {
        if index >= Self.drawnAtOnce, let (index, result) = await group.next() { results[index] = result }
        group.addTask { (index, await outcome(of: draft)) }
      }
      for await (index, result) in group { results[index] = result }
    }
    // A document that was drawn and of which nobody says what became of it would look like none that was due.
    return drafts.indices.map { results[$0] ?? .failure(Self.lost(drafts[$0])) }
  }

  private static func lost(_ draft: Draft) -> Failure {
    let number = draft.document.identity.number
    return Failure(
      .internalFault,
      Message(
        tr: "\(number): yayımlanıp yayımlanmadığı bilinmiyor; arşive bakın.",
        en: "\(number): whether it was published is not known; look into the archive."))
  }

  private func outcome(of draft: Draft) async -> Result<String, Failure> {
    do { return .success(try await publish(draft)) } catch { return .failure(Failure(error)) }
  }

  /// Publishes; returns the package's folder.
  private func publish(_ draft: Draft) async throws -> String {
    guard let annex = draft.annex else {
      return try await OwnThread.run { Result { try publish(draft, annex: nil) } }.get()
    }
    let archive = run.record.archive
    let temporary = try run.interruption.begin {
      try archive.stage(in: archive.stateFolder, name: "annex-" + draft.document.identity.fileStem)
    }
    let folder = temporary.path
    defer { run.interruption.remove(folder) }
    try await annex.write(into: folder, asOf: run.invocation.asOf.microseconds / microsecondsPerSecond)
    return try await OwnThread.run { Result { try publish(draft, annex: (folder, annex.file)) } }.get()
  }

  /// Publishes with the annex that lies encrypted in a folder, if there is one.
  private func publish(_ draft: Draft, annex: (folder: String, file: String)?) throws -> String {
    let document = draft.document
    let staging = try run.interruption.begin {
      try run.record.archive.stage(in: draft.parent, name: document.identity.fileStem)
    }
    let (rows, data) = try draw(document, into: staging.path)
    if let annex { try Folder.rename(annex.folder + "/" + annex.file, to: staging.path + "/" + annex.file) }
    if let pages = draft.statedPages, let drawn = rows["\(document.identity.fileStem).pdf"], drawn != pages {
      throw PageCount.unsettled
    }
    let written = rows.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .integer(Int64($0.value))) }
    let destination = staging.destination
    let partial = staging.path
    let seal = Seal(run: run)
    try seal.explain(document.identity.number, in: partial)
    let digest = try seal.close(
      partial, draft.head, facts: draft.manifest + [.init("written", .object(written))] + data, isStamped: true)
    try Folder.synchronise(partial)
    try run.record.publish(
      staging, draft.head, digest: digest,
      noting: draft.notes(digest: digest, bytes: try ListedFile.byteCount(in: partial), seal: run.seal?.certificate))
    run.interruption.remove(partial)
    return destination
  }

  /// Draws every format; returns the rows each file holds, and what the manifest says of the document's rows.
  private func draw(_ document: Document, into folder: String) throws -> ([String: Int], [JSONValue.Member]) {
    var drawing = Drawing(document, into: folder, run)
    try drawing.bindData()
    var rows: [String: Int] = [:]
    for format in DocumentFormat.drawingOrder(run.invocation.configuration.formats) {
      if format == .pdf { try drawing.bindAnnexes() }
      run.invocation.inform(
        Message(
          tr: "\(document.identity.number): \(format.rawValue) çiziliyor",
          en: "\(document.identity.number): drawing \(format.rawValue)"))
      rows.merge(try format.draw(&drawing)) { $1 }
    }
    return (rows, drawing.dataFacts)
  }
}
