import Records
import Documents
import Model

/// The tables of security events: their columns and how an event becomes a row.
enum EventListing {
  static func columns(_ words: TextCatalog, missing: Set<SourceColumn>, isDetail: Bool = false) -> [Column] {
    let everywhere: Set<Output> = isDetail ? [.paged] : [.workbook, .paged, .csv]
    let sheet: Set<Output> = isDetail ? [] : [.workbook, .csv]
    func column(
      _ name: ColumnName, _ kind: Column.Kind, _ width: Int, _ outputs: Set<Output>, needs column: SourceColumn? = nil
    ) -> Column {
      .named(name, words, kind, width: width, in: column.map { missing.contains($0) } == true ? [] : outputs)
    }
    func choice(_ name: ColumnName, _ choices: [String]) -> Column {
      var column = column(name, .text, 18, isDetail ? [] : [.workbook])
      column.choices = choices
      return column
    }
    return [
      column(.rowNumber, .integer, 7, everywhere), column(.eventID, .text, 10, everywhere),
      column(.occurredAt, .moment, 19, everywhere), column(.userKey, .text, 10, sheet),
      column(.userName, .text, 20, everywhere), column(.sessionID, .text, 11, sheet, needs: .event(.sessionID)),
      column(.eventType, .text, 22, everywhere), column(.rawType, .text, 18, sheet),
      column(.severity, .severity, 10, everywhere), column(.outcome, .text, 11, everywhere),
      column(.reason, .text, 18, everywhere, needs: .event(.reason)),
      column(.address, .text, 17, everywhere, needs: .event(.address)),
      column(.port, .integer, 7, sheet, needs: .event(.port)),
      column(.client, .text, 22, sheet, needs: .event(.userAgent)),
      column(.device, .text, 16, sheet, needs: .event(.device)),
      column(.actorID, .text, 10, sheet, needs: .event(.actorID)),
      column(.targetID, .text, 10, sheet, needs: .event(.targetID)),
      column(.role, .text, 12, sheet, needs: .event(.role)),
      column(.occurredUTC, .text, 28, isDetail ? [] : [.workbook]),
      choice(
        .review,
        [words[.reviewOpen], words[.reviewConfirmed], words[.reviewExplained], words[.reviewFalsePositive]]),
      choice(
        .response,
        [words[.responseNone], words[.responseOpen], words[.responseDone], words[.responseUnneeded]]),
    ]
  }

  /// The cells of a row, in the order of the columns; the last two are for the reader to fill in.
  static func fill(
    _ row: inout TableRowBuilder, _ event: borrowing SecurityEvent, at instant: Instant, number: Int64,
    _ context: RowContext
  ) {
    let words = context.words
    let outcome = event.type.succeeded.map { words[$0 ? .outcomeSuccess : .outcomeFailure] }
    row.append(.integer(number))
    row.append(.text(context.mask.rowKey(event.id.text)))
    row.append(context.moment(instant))
    row.append(context.userKey(event.userKey))
    row.append(context.userName(event.userKey, shown: event.userName))
    row.append(event.sessionID.map { .text(context.mask.sessionID($0.text)) } ?? .empty)
    row.append(.text(words.name(event.type)))
    row.append(.text(event.rawType))
    row.append(.severity(event.severity))
    row.append(context.text(outcome))
    row.append(context.text(event.reason))
    row.append(context.address(event.address))
    row.append(event.port.map { .integer(Int64($0)) } ?? .empty)
    row.append(context.client(event.userAgent))
    row.append(context.device(event.device))
    row.append(context.userKey(event.actorID))
    row.append(context.userKey(event.targetID))
    row.append(context.text(event.role))
    row.append(.text(instant.iso8601))
    row.append(.empty)
    row.append(.empty)
  }

  /// The columns of the table of users.
  static func userColumns(_ words: TextCatalog) -> [Column] {
    let everywhere: Set<Output> = [.workbook, .paged, .csv, .json]
    let sheet: Set<Output> = [.workbook, .csv, .json]
    return [
      .named(.rowNumber, words, .integer, width: 7, in: [.workbook, .paged, .csv]),
      .named(.userKey, words, .text, width: 12, in: sheet), .named(.userName, words, .text, width: 22, in: everywhere),
      .named(.fullName, words, .text, width: 22, in: everywhere), .named(.role, words, .text, width: 12, in: sheet),
    ] + countColumns(words, in: everywhere)
  }

  /// The columns of the table of addresses.
  static func sourceColumns(_ words: TextCatalog) -> [Column] {
    [
      .named(.rowNumber, words, .integer, width: 7, in: [.workbook, .paged, .csv]),
      .named(.address, words, .text, width: 22, in: [.workbook, .paged, .csv, .json]),
    ] + countColumns(words, in: [.workbook, .paged, .csv, .json])
  }

  /// The columns of the table of failed sign-ins by user and address.
  static func failureColumns(_ words: TextCatalog) -> [Column] {
    let everywhere: Set<Output> = [.workbook, .paged, .csv, .json]
    return [
      .named(.rowNumber, words, .integer, width: 7, in: [.workbook, .paged, .csv]),
      .named(.userKey, words, .text, width: 12, in: [.workbook, .csv, .json]),
      .named(.userName, words, .text, width: 22, in: everywhere),
      .named(.address, words, .text, width: 22, in: everywhere),
      .named(.failed, words, .integer, width: 14, in: everywhere, hasBar: true),
      .named(.first, words, .moment, width: 19, in: everywhere),
      .named(.last, words, .moment, width: 19, in: everywhere),
    ]
  }

  private static func countColumns(_ words: TextCatalog, in outputs: Set<Output>) -> [Column] {
    [
      .named(.events, words, .integer, width: 9, in: outputs),
      .named(.succeeded, words, .integer, width: 9, in: outputs),
      .named(.failed, words, .integer, width: 14, in: outputs, hasBar: true),
      .named(.locked, words, .integer, width: 9, in: outputs), .named(.severe, words, .integer, width: 9, in: outputs),
      .named(.first, words, .moment, width: 19, in: outputs), .named(.last, words, .moment, width: 19, in: outputs),
    ]
  }
}
