import Documents
import Messages
import Model
import Records

/// The columns of the tables of issued documents.
enum TrailListing {
  /// A document and what it is written with.
  struct Row {
    let issued: TrailHistory.Issued
    let context: SectionContext
  }

  /// One row a document.
  static let columns = TableColumns<Row>([
    .init(.runID, .text, 34, for: .readersWithRoomAndPrograms) { row in row.issued.runID.map { .text($0) } ?? .empty },
    .init(.moment, .moment, 17) { $0.context.cell($0.issued.moment) },
    .init(.actUser, .text, 16) { .text($0.context.actor($0.issued.user)) },
    .init(.requester, .text, 22) { row in row.issued.requester.map { .text(row.context.text($0)) } ?? .empty },
    .init(.reportCode, .text, 8) { .text($0.issued.report) },
    .init(.documentPeriod, .text, 20, for: .viewers) { row in
      row.issued.period.map { .text(PeriodText.days(of: $0, row.context)) } ?? .empty
    },
    .init(.periodFrom, .moment, 17, for: .dataFiles) { $0.context.cell($0.issued.period?.from) },
    .init(.periodTo, .moment, 17, for: .dataFiles) { $0.context.cell($0.issued.period?.to) },
    .init(.purpose, .text, 26, for: .readersWithRoomAndPrograms) { row in
      row.issued.purpose.map { .text($0[row.context.facts.language]) } ?? .empty
    },
    .init(.legalGround, .text, 30, for: .readersWithRoomAndPrograms) { row in
      row.issued.legalGround.map { .text($0[row.context.facts.language]) } ?? .empty
    },
    .init(.actReason, .text, 24) { row in row.issued.reason.map { .text($0) } ?? .empty },
    .init(.documentMask, .text, 8) { row in
      row.issued.mask.map { .text(row.issued.hasClearAnnex ? $0 + " + M0" : $0) } ?? .empty
    },
    .init(.approval, .text, 10, for: .readersWithRoomAndPrograms) { row in
      .text(row.issued.isUnmasked ? row.issued.approval ?? "–" : "")
    },
    .init(.sealedRows, .integer, 9) { row in row.issued.rows.map { .integer($0) } ?? .empty },
    .init(.document, .text, 18) { .text($0.issued.number) },
    .init(.replaces, .text, 18, for: .readersWithRoomAndPrograms) { row in
      row.issued.replaces.map { .text($0) } ?? .empty
    },
    .init(.manifestDigest, .text, 34, for: .readersWithRoomAndPrograms) { row in
      row.issued.digest.map { .text($0) } ?? .empty
    },
    .init(.exitCode, .text, 8, for: .readers) { $0.context.exitText($0.issued.ending) },
    .init(machine: "exit_code", .integer) { $0.context.exitCode($0.issued.ending) },
  ])

  /// A table of documents.
  static func table(
    _ id: String, title: ArchiveWordKey? = nil, _ documents: [TrailHistory.Issued], _ context: SectionContext,
    limit: Int?, emptyText: ArchiveWordKey
  ) throws -> Block {
    let rows = try TableRowsWriter(in: context.folder)
    for issued in documents { try rows.append(columns.cells(of: .init(issued: issued, context: context))) }
    return .table(
      Table(
        id: id, title: title.map { context.words[$0] }, columns: columns.columns(context.words),
        rows: try rows.finish(), pagedRowLimit: limit, emptyText: context.words[emptyText]))
  }
}

extension SectionContext {
  /// An operating system's user as the document shows people, with a mark that keeps namesakes apart.
  func actor(_ name: String) -> String {
    rowContext.mask.userName(name) + rowContext.mask.mark(ofUser: name, isName: true)
  }

  /// Who or what asked.
  func text(_ requester: TrailHistory.Requester) -> String {
    switch requester {
    case .schedule(let name): words(.requestedBySchedule, ["schedule": name])
    case .person(let user): words(.requestedByPerson, ["user": actor(user)])
    }
  }

  /// How a run ended, for readers.
  func exitText(_ ending: TrailHistory.Ending?) -> Cell {
    switch ending {
    case .status(let code): .text(String(code))
    case .abandoned: .text(words.name(BackupHistory.LedgerWord.abandoned))
    case nil: .text(words[.runGoesOn])
    }
  }

  /// The exit status of a run; nothing of one that goes on, or was broken off.
  func exitCode(_ ending: TrailHistory.Ending?) -> Cell {
    if case .status(let code) = ending { .integer(code) } else { .empty }
  }
}
