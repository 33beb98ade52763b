/// Why a row takes part in no total; such rows are counted and listed.
package enum QuarantineReason: String, Sendable, CaseIterable {
  /// The row has no identifier.
  case identifierMissing = "identifier_missing"
  /// The row has no time at all.
  case timeMissing = "time_missing"
  /// The end lies more than 300 s before the begin.
  case endBeforeStart = "end_before_start"
  /// The time lies more than 300 s after the report's moment.
  case future
  /// Another row with the same identifier, but other content, is used instead.
  case differingDuplicate = "differing_duplicate"
  /// An identifier, or the name that stands for one, holds bytes that are no text.
  case unreadable
}
