import Analysis
import Files
import Model
import Reports

/// Writes down what only one kind of question wants of the rows: what answers a letter's items, or whom a breach concerns.
enum MatterRecorder {
  case authority(AuthorityRecorder)
  case incident(BreachRecorder)

  /// The recorder of an order; nil where it answers no question, or one of a kind that wants nothing more.
  init?(
    _ order: ReportRequest, _ context: RowContext, _ digests: DocumentDigests, folder: String,
    users: [Identifier: User]
  ) throws {
    switch order.question?.matter {
    case .address, .subject, nil: return nil
    case .authority(let letter):
      let level = context.mask.level == .M0 ? MaskLevel.M1 : context.mask.level
      let named = letter.items.map { item in
        item.selection.users.isEmpty
          ? [] : UserSelection(item.selection.users.map { Identifier($0) }, users: users).keys
      }
      self = .authority(
        AuthorityRecorder(
          letter, clear: context, masked: context.masked(by: digests.mask(level)), named: named, folder: folder,
          digest: digests.makeEvidenceDigest()))
    case .incident(let notice):
      self = .incident(
        BreachRecorder(
          context, clear: order.annex.map { _ in context.masked(by: digests.mask(.M0)) }, turkey: notice.turkey,
          folder: folder, makeSorter: { SortedSpool(in: folder) }))
    }
  }

  /// Records a session that matches some items; a copy of another row, and one outside of the period, is none.
  func record(_ session: borrowing Session, _ verdict: SessionAnalysis.Verdict, of items: [Int]) throws {
    switch (self, verdict) {
    // A row that takes part in no total is a record all the same.
    case (.authority(let recorder), .counted), (.authority(let recorder), .quarantined):
      try recorder.record(session, of: items)
    case (.incident(let recorder), .counted(let counted)): try recorder.record(session, counted)
    default: break
    }
  }

  /// Records an event that matches some items, in the same way.
  func record(_ event: borrowing SecurityEvent, _ verdict: EventAnalysis.Verdict, of items: [Int]) throws {
    switch (self, verdict) {
    case (.authority(let recorder), .counted), (.authority(let recorder), .quarantined):
      try recorder.record(event, of: items)
    case (.incident(let recorder), .counted(let instant)): try recorder.record(event, at: instant)
    default: break
    }
  }

  /// Adds what was found to the answers.
  func finish(into answers: inout AnswerRows?) throws {
    switch self {
    case .authority(let recorder): answers?.authority = try recorder.finish()
    case .incident(let recorder): answers?.breach = try recorder.finish()
    }
  }
}
