import Analysis
import Documents
import Records

/// The tables of users with their durations, of their days, and of rows put aside.
enum UserDurationsTable {
  /// A user as the table lists it.
  struct Row {
    let user: UserDurations
    /// Key and name as the document shows them.
    let key: Cell
    let name: Cell
    let context: RowContext
  }

  /// The table of users; the rows' numbers come before.
  static let users = TableColumns<Row>([
    .init(.userKey, .text, 10, for: .readersWithRoomAndPrograms) { $0.key },
    .init(.userName, .text, 20) { $0.name },
    .init(.fullName, .text, 20) { $0.context.fullName($0.user.userKey) },
    .init(.role, .text, 12, for: .readersWithRoomAndPrograms) { $0.context.role($0.user.userKey) },
    .init(.sessions, .integer, 9) { .integer(Int64($0.user.sessions)) },
    .init(.recordedUnion, .duration, 17, hasBar: true) { .duration($0.user.recordedUnion) },
    .init(.union, .duration, 12) { .duration($0.user.union) },
    .init(.recordedSum, .duration, 12, for: .readersWithRoomAndPrograms) { .duration($0.user.recordedSum) },
    .init(.sum, .duration, 12) { .duration($0.user.sum) },
    .init(.estimatedSum, .duration, 12) { .duration($0.user.estimatedSum) },
    .init(.minimumUnion, .duration, 12, for: .readersWithRoomAndPrograms) { .duration($0.user.minimumUnion) },
    .init(.maximumUnion, .duration, 12, for: .readersWithRoomAndPrograms) { .duration($0.user.maximumUnion) },
    .init(.minimumSum, .duration, 12) { .duration($0.user.minimumSum) },
    .init(.maximumSum, .duration, 12) { .duration($0.user.maximumSum) },
    .init(.longest, .duration, 12, for: .readersWithRoomAndPrograms) { .duration($0.user.longest) },
    .init(.peak, .integer, 8) { .integer(Int64($0.user.peak.count)) },
    .init(.peakAt, .moment, 19, for: .readersWithRoomAndPrograms) { $0.context.moment($0.user.peak.firstAt) },
    .init(.peakDuration, .duration, 12, for: .readersWithRoomAndPrograms) { .duration($0.user.peak.duration) },
    .init(.addresses, .integer, 8) { .integer(Int64($0.user.addresses)) },
    .init(.openSessions, .integer, 8, for: .readersWithRoomAndPrograms) { .integer(Int64($0.user.openSessions)) },
    .init(.clippedSessions, .integer, 8, for: .readersWithRoomAndPrograms) {
      .integer(Int64($0.user.clippedSessions))
    },
    .init(.first, .moment, 19) { $0.context.moment($0.user.first) },
    .init(.last, .moment, 19) { $0.context.moment($0.user.last) },
  ])

  /// A day of a user.
  struct DayRow {
    let key: Cell
    let name: Cell
    let day: UserDurations.Day
  }

  /// The table of days.
  static let days = TableColumns<DayRow>([
    .init(.userKey, .text, 12, for: .readersWithRoomAndPrograms) { $0.key },
    .init(.userName, .text, 24, for: .readers) { $0.name },
    .init(.date, .date, 12) { .date($0.day.date) },
    .init(.sum, .duration, 14) { .duration($0.day.sum) },
    .init(.union, .duration, 14, hasBar: true) { .duration($0.day.union) },
  ])

  /// A row that takes part in no total.
  struct QuarantinedRow {
    let number: Int64
    let id: String
    let name: Cell
    let started: String?
    let ended: String?
    let reason: QuarantineReason
    let context: RowContext
  }

  /// The table of quarantined rows.
  static let quarantine = TableColumns<QuarantinedRow>([
    .init(.rowNumber, .integer, 7) { .integer($0.number) },
    .init(.recordID, .text, 14) { .text($0.id) },
    .init(.userName, .text, 20) { $0.name },
    .init(.startedUTC, .text, 28) { $0.context.text($0.started) },
    .init(.endedUTC, .text, 28) { $0.context.text($0.ended) },
    .init(.quarantineReason, .text, 40) { .text($0.context.words.name($0.reason)) },
  ])
}
