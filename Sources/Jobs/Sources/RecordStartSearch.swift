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

  /// Whether rows reach into the period and up to its counted end.
  ///
  /// `counted` are the rows of the period, and `newest` begins last of those that were read and lie before the end.
  /// Without a known `start` nothing is said.
  /// The server is asked for the silences of the lookback only where the newest row is not of the last two hours.
  func flow(
    of relation: Relation, start: RecordStart?, counted: Int, newest: Instant?,
    on connection: borrowing SourceConnection
  ) throws -> RecordFlow? {
    guard let start else { return nil }
    let end = min(order.period.to, invocation.asOf)
    if start == .never || start.first.map({ $0 >= end }) ?? false { return .empty }
    // Of chosen users there may be none where of others there are.
    if counted == 0, !order.isLimited { return .outside }
    if let newest, RecordFlow.isFresh(newest, at: end) { return .usual }
    let window = Window(
      from: order.period.from.advanced(by: -invocation.configuration.rules.settings.lookback), to: end,
      zone: order.source.zone ?? invocation.configuration.zone.name)
    do {
      let (hours, newest) = try connection.attempt {
        try PreparedRelation.hoursWithRows(relation, of: system, in: window, on: connection)
      }
      return newest.map { RecordFlow(hours: hours, newest: $0, end: end) }
    } catch  where SourceConnection.survives(error) {
      invocation.warn(
        Message(
          tr: "Kaynağın ne kadar süre kayıtsız kaldığına bakılamadı; belge bundan söz etmez.",
          en: "For how long the source had no record could not be looked at; the document says nothing of it."))
      return nil
    }
  }

  /// The later of two moments, of which the next counts where it is a time before an end.
  static func later(_ newest: Instant?, _ next: Instant?, before end: Instant) -> Instant? {
    guard let next, next.isMeaningful, next < end else { return newest }
    return max(newest ?? next, next)
  }

  /// From when on there are rows, of which the earliest that was read is of `firstRead`; nil where that cannot be found out.
  ///
  /// The server is asked for older ones only where that matters: nothing was read from before the time compared with.
  func start(
    of relation: Relation, firstRead: Instant?, on connection: borrowing SourceConnection
  ) throws -> RecordStart? {
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
      return nil
    }
  }
}
