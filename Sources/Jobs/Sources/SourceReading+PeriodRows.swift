import Archive
import Intake
import Messages
import Reports

extension SourceReading {
  /// Sums up the period's rows of what the reports list, in the snapshots they were read from.
  ///
  /// The documents are made of what was read; where this fails, only the comparison of later nights is lost.
  func sumUp(
    on own: borrowing SourceConnection, events other: borrowing EventsConnection, _ observations: inout Observations
  ) {
    guard let periodRows else { return }
    let listed = order.definitions.reduce(into: Set<ReportInput>()) { $0.formUnion($1.silenceMatters) }
    do {
      if listed.contains(.sessions), observations.failures[.sessions] == nil {
        observations.rows[.sessions] = try periodRows.rows(
          .sessions, of: order.period, comparedWith: periodRows.replaced[Relation.sessions.rawValue], on: own)
      }
      if listed.contains(.events), observations.failures[.events] == nil {
        observations.rows[.events] = try other.read(orOn: own) {
          try periodRows.rows(
            .events, of: order.period, comparedWith: periodRows.replaced[Relation.events.rawValue], on: $0)
        }
      }
      try periodRows.check()
    } catch {
      observations.rows = [:]
      let unnoticed = Message(
        tr: "\(order.source.name): dönemin satırları özetlenemedi; sonradan gelen satırlar fark edilmez.",
        en: "\(order.source.name): the period's rows could not be summed up; rows that come later will not be noticed.")
      invocation.warn(unnoticed + Failure(error).message)
    }
  }
}
