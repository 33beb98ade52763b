import Records
import Analysis
import Documents

/// The table of users with their durations: its columns and how a user becomes a row.
enum UserDurationsTable {
  static func columns(_ words: TextCatalog) -> [Column] {
    let sheet: Set<Output> = [.workbook, .csv, .json]
    let everywhere: Set<Output> = [.workbook, .paged, .csv, .json]
    func column(
      _ name: ColumnName, _ kind: Column.Kind, _ width: Int, _ outputs: Set<Output>, hasBar: Bool = false
    ) -> Column {
      .named(name, words, kind, width: width, in: outputs, hasBar: hasBar)
    }
    return [
      column(.rowNumber, .integer, 7, [.workbook, .paged, .csv]), column(.userKey, .text, 10, sheet),
      column(.userName, .text, 20, everywhere), column(.fullName, .text, 20, everywhere),
      column(.role, .text, 12, sheet), column(.sessions, .integer, 9, everywhere),
      column(.recordedUnion, .duration, 17, everywhere, hasBar: true), column(.union, .duration, 12, everywhere),
      column(.recordedSum, .duration, 12, sheet), column(.sum, .duration, 12, everywhere),
      column(.estimatedSum, .duration, 12, everywhere), column(.minimumUnion, .duration, 12, sheet),
      column(.maximumUnion, .duration, 12, sheet), column(.minimumSum, .duration, 12, everywhere),
      column(.maximumSum, .duration, 12, everywhere), column(.longest, .duration, 12, sheet),
      column(.peak, .integer, 8, everywhere), column(.peakAt, .moment, 19, sheet),
      column(.peakDuration, .duration, 12, sheet), column(.addresses, .integer, 8, everywhere),
      column(.openSessions, .integer, 8, sheet), column(.clippedSessions, .integer, 8, sheet),
      column(.first, .moment, 19, everywhere), column(.last, .moment, 19, everywhere),
    ]
  }

  /// Adds the cells after the row's number, in the order of the columns.
  static func fill(
    _ row: inout TableRowBuilder, _ user: UserDurations, key: Cell, name: Cell, _ context: RowContext
  ) {
    let cells: [Cell] = [
      key, name, context.fullName(user.userKey), context.role(user.userKey), .integer(Int64(user.sessions)),
      .duration(user.recordedUnion), .duration(user.union), .duration(user.recordedSum), .duration(user.sum),
      .duration(user.estimatedSum), .duration(user.minimumUnion), .duration(user.maximumUnion),
      .duration(user.minimumSum), .duration(user.maximumSum), .duration(user.longest),
      .integer(Int64(user.peak.count)), context.moment(user.peak.firstAt), .duration(user.peak.duration),
      .integer(Int64(user.addresses)), .integer(Int64(user.openSessions)), .integer(Int64(user.clippedSessions)),
      context.moment(user.first), context.moment(user.last),
    ]
    for cell in cells { row.append(cell) }
  }

  /// The columns of the table of days.
  static func dayColumns(_ words: TextCatalog) -> [Column] {
    let everywhere: Set<Output> = [.workbook, .paged, .csv, .json]
    return [
      .named(.userKey, words, .text, width: 12, in: [.workbook, .csv, .json]),
      .named(.userName, words, .text, width: 24, in: [.workbook, .paged, .csv]),
      .named(.date, words, .date, width: 12, in: everywhere),
      .named(.sum, words, .duration, width: 14, in: everywhere),
      .named(.union, words, .duration, width: 14, in: everywhere, hasBar: true),
    ]
  }

  /// The columns of the table of quarantined rows.
  static func quarantineColumns(_ words: TextCatalog) -> [Column] {
    let outputs: Set<Output> = [.workbook, .paged, .csv, .json]
    return [
      .named(.rowNumber, words, .integer, width: 7, in: outputs),
      .named(.recordID, words, .text, width: 14, in: outputs),
      .named(.userName, words, .text, width: 20, in: outputs),
      .named(.startedUTC, words, .text, width: 28, in: outputs),
      .named(.endedUTC, words, .text, width: 28, in: outputs),
      .named(.quarantineReason, words, .text, width: 40, in: outputs),
    ]
  }
}
