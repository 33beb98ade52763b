package import Analysis
import Documents
package import Model
import Records

/// Writes down which rows answer which item of a question, row by row.
package final class AnswerRecorder {
  private let context: RowContext
  private let folder: String
  private var answers: [Answer]
  private var users: GroupedCounts<AnswerKey>
  /// Writes down what is held of the person who applied; nil where nobody did.
  package var subject: SubjectRecorder?

  /// Nothing found yet to so many items; `sorter` takes what does not fit into memory.
  package init(items: Int, _ context: RowContext, folder: String, sorter: any RecordSorter) {
    self.context = context
    self.folder = folder
    answers = Array(repeating: Answer(), count: items)
    users = GroupedCounts(sorter: sorter)
  }

  /// Says that the source has sessions.
  package func beginSessions() { for index in answers.indices { answers[index].sessions = .init() } }

  /// Says that the source has events.
  package func beginEvents() { for index in answers.indices { answers[index].events = .init() } }

  /// Records a session that is counted, of the items it matches.
  package func record(_ session: borrowing Session, _ counted: CountedSession, of items: [Int]) throws {
    try subject?.record(session, counted)
    let (from, to) = (counted.interval.start, counted.interval.end)
    for item in items {
      answers[item].sessions?.add(Instant(microseconds: from), Instant(microseconds: to))
      var counts = EventCounts()
      (counts.total, counts.first, counts.last) = (1, from, to)
      try add(counts, AnswerKey(item: item, user: session.userKey ?? "", isEvent: false))
    }
  }

  /// Records an event that is counted, of the items it matches.
  package func record(_ event: borrowing SecurityEvent, at instant: Instant, of items: [Int]) throws {
    try subject?.record(event, at: instant)
    for item in items {
      answers[item].events?.add(instant, instant)
      try add(EventCounts(event, at: instant), AnswerKey(item: item, user: event.userKey ?? "", isEvent: true))
    }
  }

  /// Records a row of the period that has no address, or no port, of the items whose other conditions it meets.
  package func record(withoutAddress: [Int], withoutPort: [Int]) {
    for item in withoutAddress { answers[item].withoutAddress += 1 }
    for item in withoutPort { answers[item].withoutPort += 1 }
  }

  private func add(_ counts: EventCounts, _ key: AnswerKey) throws {
    if context.mask.level.showsPersons { try users.add(counts, to: key) }
  }

  /// What was found.
  package func finish() throws -> AnswerRows {
    let rows = SortedTableRows(in: folder)
    var current: AnswerUser?
    func end() throws {
      guard let user = current else { return }
      let order = [Identifier(user.place)] + context.order(of: user.key, shown: nil)
      try rows.append(descending: -Int64(user.item), order: order) { row in AnswerUser.table.fill(&row, user) }
    }
    try users.forEach { key, counts in
      if current?.item != key.item || (current?.key ?? "") != key.user {
        try end()
        current = AnswerUser(item: key.item, key: key.user.isEmpty ? nil : key.user, context: context)
      }
      if key.isEvent { current?.events.add(counts) } else { current?.sessions.add(counts) }
    }
    try end()
    var found = AnswerRows(answers: answers, users: try rows.finish())
    found.subject = try subject?.finish()
    return found
  }
}

/// An item and a user of whom rows match it; sessions and events are counted apart.
private struct AnswerKey: CountKey {
  let item: Int
  let user: Identifier
  let isEvent: Bool

  init(item: Int, user: Identifier, isEvent: Bool) { (self.item, self.user, self.isEvent) = (item, user, isEvent) }

  var ascendingBytes: [UInt8] {
    Int64(item).ascendingBytes + user.ascendingBytes + Int64(isEvent ? 1 : 0).ascendingBytes
  }

  init?(takenFrom record: inout ArraySlice<UInt8>) {
    guard let item = Int64(takenFrom: &record), let user = Identifier(takenFrom: &record),
      let kind = Int64(takenFrom: &record)
    else { return nil }
    self.init(item: Int(item), user: user, isEvent: kind == 1)
  }

  static func < (first: AnswerKey, second: AnswerKey) -> Bool {
    if first.item != second.item { return first.item < second.item }
    if first.user != second.user { return first.user < second.user }
    return !first.isEvent && second.isEvent
  }
}

/// A user of whom rows match an item.
struct AnswerUser {
  let item: Int
  let key: Identifier?
  let context: RowContext
  var sessions = EventCounts()
  var events = EventCounts()

  init(item: Int, key: Identifier?, context: RowContext) {
    (self.item, self.key, self.context) = (item, key, context)
  }

  private var first: Int64 { min(sessions.first, events.first) }

  /// Where the user stands among those of the item: who came first comes first.
  fileprivate var place: String {
    let digits = String(UInt64(bitPattern: first) ^ 1 << 63)
    return String(repeating: "0", count: 20 - digits.utf8.count) + digits
  }

  static let table = TableColumns<AnswerUser>([
    .init(.item, .integer, 7) { .integer(Int64($0.item + 1)) },
    .init(.userKey, .text, 12, for: .readersWithRoomAndPrograms) { $0.context.userKey($0.key) },
    .init(.userName, .text, 22) { $0.context.userName($0.key, shown: $0.key?.triedName) },
    .init(.fullName, .text, 22) { $0.context.fullName($0.key) },
    .init(.role, .text, 12, for: .readersWithRoomAndPrograms) { $0.context.role($0.key) },
    .init(.sessions, .integer, 9) { .integer($0.sessions.total) },
    .init(.events, .integer, 9) { .integer($0.events.total) },
    .init(.succeeded, .integer, 9) { .integer($0.events.succeeded) },
    .init(.failed, .integer, 9) { .integer($0.events.failed) },
    .init(.first, .moment, 19) { $0.context.moment(Instant(microseconds: $0.first)) },
    .init(.last, .moment, 19) { $0.context.moment(Instant(microseconds: max($0.sessions.last, $0.events.last))) },
  ])
}
