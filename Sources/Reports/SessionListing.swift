import Records
import Analysis
import Documents
import Model

/// The table of sessions: its columns and how a session becomes a row.
enum SessionListing {
  static func columns(_ words: TextCatalog, missing: Set<SourceColumn>) -> [Column] {
    func column(
      _ name: ColumnName, _ kind: Column.Kind, _ width: Int, _ outputs: Set<Output> = [.workbook, .csv],
      needs column: SourceColumn? = nil
    ) -> Column {
      .named(name, words, kind, width: width, in: column.map { missing.contains($0) } == true ? [] : outputs)
    }
    let everywhere: Set<Output> = [.workbook, .paged, .csv]
    return [
      column(.rowNumber, .integer, 7, everywhere), column(.sessionID, .text, 11, everywhere),
      column(.userKey, .text, 10), column(.userName, .text, 20, everywhere), column(.role, .text, 12),
      column(.startedAt, .moment, 19, everywhere), column(.endedAt, .moment, 19, everywhere),
      column(.duration, .duration, 11, everywhere), column(.endBasis, .text, 16, everywhere),
      column(.minimumDuration, .duration, 11), column(.maximumDuration, .duration, 11),
      column(.clipping, .text, 14), column(.address, .text, 17, everywhere, needs: .session(.address)),
      column(.port, .integer, 7, needs: .session(.port)),
      column(.client, .text, 22, everywhere, needs: .session(.userAgent)),
      column(.device, .text, 16, needs: .session(.device)), column(.status, .text, 14, needs: .session(.status)),
      column(.endReason, .text, 14, everywhere, needs: .session(.endReason)),
      column(.kind, .text, 12, needs: .session(.kind)),
      column(.legalBasis, .text, 18, needs: .session(.legalBasis)),
      column(.startedUTC, .text, 28, [.workbook]), column(.endedUTC, .text, 28, [.workbook]),
    ]
  }

  /// The cells of a row, in the order of the columns.
  static func fill(
    _ row: inout TableRowBuilder, _ session: borrowing Session, _ counted: CountedSession, number: Int64,
    _ context: RowContext
  ) {
    let words = context.words
    let resolved = counted.resolved
    // Where the session still runs, or nothing is known of its end, no end is printed.
    let hasEnd = resolved.basis != .asOf && resolved.basis != .none
    row.append(.integer(number))
    row.append(.text(context.mask.sessionID(session.id.text)))
    row.append(context.userKey(session.userKey))
    row.append(context.userName(session.userKey, shown: session.userName))
    row.append(context.role(session.userKey))
    row.append(context.moment(resolved.start))
    row.append(hasEnd ? context.moment(resolved.end) : .empty)
    row.append(.duration(counted.interval.length))
    row.append(.text(words.name(resolved.basis)))
    row.append(.duration(counted.earliest.length))
    row.append(.duration(counted.latest.length))
    row.append(context.text(clipping(counted, words)))
    row.append(context.address(session.address))
    row.append(session.port.map { .integer(Int64($0)) } ?? .empty)
    row.append(context.client(session.userAgent))
    row.append(context.device(session.device))
    row.append(context.text(session.status.map { words.name($0) }))
    row.append(context.text(session.endReason.map { words.name($0) }))
    row.append(context.text(session.kind))
    row.append(context.text(session.legalBasis))
    row.append(.text(resolved.start.iso8601))
    row.append(hasEnd ? .text(resolved.end.iso8601) : .empty)
  }

  private static func clipping(_ counted: CountedSession, _ words: TextCatalog) -> String? {
    switch (counted.isCutAtStart, counted.isCutAtEnd) {
    case (false, false): nil
    case (true, false): words[.clippedBefore]
    case (false, true): words[.clippedAfter]
    case (true, true): words[.clippedBoth]
    }
  }
}
