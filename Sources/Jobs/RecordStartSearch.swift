import Analysis
import Intake
import Messages
import Model

/// Finds out from when on a source holds rows, in the snapshot they were read from.
struct RecordStartSearch {
  let order: ReportRequest
  let system: SourceSystem
  /// How long before the period the rows begin that were read, in microseconds.
  let lookback: Int64
  let invocation: Invocation

  /// The earlier of two moments; what is no time at all is none.
  static func earlier(_ first: Instant?, _ next: Instant?) -> Instant? {
    guard let next, next.isMeaningful else { return first }
    return min(first ?? .infinity, next)
  }

  /// From when on there are rows, of which the earliest that was read is of `firstRead`.
  ///
  /// The server is asked for older ones only where that matters: nothing was read from before the time compared with.
  func start(
    of relation: Relation, firstRead: Instant?, on connection: borrowing SourceConnection
  ) throws -> RecordStart {
    let spoken = order.period.from.advanced(by: -order.period.length)
    if let firstRead, firstRead < spoken { return .always }
    do {
      let hasEarlier = try connection.attempt {
        try PreparedRelation.holdsRows(
          relation, of: system, before: order.period.from.advanced(by: -lookback),
          zone: order.source.zone ?? invocation.configuration.zone.name, on: connection)
      }
      return RecordStart(firstRead: firstRead, hasEarlier: hasEarlier, spoken: spoken)
    } catch  where SourceConnection.survives(error) {
      // The rows themselves could be read: no reason to do without the document.
      invocation.warn(
        Message(
          tr: "Kaynağın ilk kaydı aranamadı; belge, kayıtların daha önce başladığını varsayar.",
          en: "The source's first record could not be looked for; the document takes records to have begun before."))
      return .always
    }
  }
}
