import Analysis
package import Model
package import Records

/// Writes down what is held of one person, for the answer to that person's application.
///
/// Of other people nothing is written: who acted on the account, and from where, is left out.
package final class SubjectRecorder {
  private let person: Identifier
  private let context: RowContext
  private let sessions: TableRowsWriter
  private let events: TableRowsWriter

  /// Nothing recorded yet of the person with a key; the rows will lie in `folder`.
  package init(_ person: Identifier, _ context: RowContext, folder: String) throws {
    (self.person, self.context) = (person, context)
    sessions = try TableRowsWriter(in: folder)
    events = try TableRowsWriter(in: folder)
  }

  /// Records a session of the person.
  func record(_ session: borrowing Session, _ counted: CountedSession) throws {
    guard context.mask.level.showsPersons else { return }
    let listed = ListedSession(session, counted, context)
    let row = SubjectListing.Numbered(number: Int64(sessions.count + 1), row: listed)
    try sessions.append { SubjectListing.sessions.fill(&$0, row) }
  }

  /// Records an event of the person, or one that others caused on the person's account.
  func record(_ event: borrowing SecurityEvent, at instant: Instant) throws {
    guard context.mask.level.showsPersons else { return }
    let listed = ListedEvent(
      event: copy event, instant: instant, number: Int64(events.count + 1), context: context)
    let row = SubjectListing.Action(listed: listed, isOwn: event.userKey == person || event.userKey?.triedName != nil)
    try events.append { SubjectListing.events.fill(&$0, row) }
  }

  /// What was recorded.
  func finish() throws -> SubjectRows {
    SubjectRows(isKnown: context.users[person] != nil, sessions: try sessions.finish(), events: try events.finish())
  }
}

/// What is held of one person.
package struct SubjectRows: Sendable {
  /// Whether the source has a record of the person as a user.
  package let isKnown: Bool
  /// One row a session.
  package let sessions: TableRows
  /// One row an event.
  package let events: TableRows
}
