/// A clause of one of the first page's three sentences: which rule made it, and what it says.
struct Statement: Equatable {
  /// The rules that make statements, in the words of the JSON copy; docs/reports.md says when each applies.
  enum Code: String, CaseIterable {
    case noRows = "no_rows"
    case incidents
    case severeFindings = "severe_findings"
    case otherFindings = "other_findings"
    case noFindings = "no_findings"
    case massEnd = "mass_end"
    case impossibleTimes = "impossible_times"
    case endsNotRecorded = "ends_not_recorded"
    case longestSession = "longest_session"
    case severeEvents = "severe_events"
    case failedSignIns = "failed_sign_ins"
    case backupTestFailed = "backup_test_failed"
    case noBackup = "no_backup"
    case backupsMade = "backups_made"
    case lastProven = "last_proven"
    case sealBroken = "seal_broken"
    case archiveDamaged = "archive_damaged"
    case nothingSealed = "nothing_sealed"
    case sealsValid = "seals_valid"
    case documentsUnmasked = "documents_unmasked"
    case nothingIssued = "nothing_issued"
    case documentsIssued = "documents_issued"
    case documentsReplaced = "documents_replaced"
    case logInterference = "log_interference"
    case ownerlessAccounts = "ownerless_accounts"
    case rolesChanged = "roles_changed"
    case noRoleChanges = "no_role_changes"
    case rowsDrawn = "rows_drawn"
    case bulkExports = "bulk_exports"
    case offHours = "off_hours"
    case openFindings = "open_findings"
    case retentionBeyond = "retention_beyond"
    case retentionOverdue = "retention_overdue"
    case retentionDue = "retention_due"
    case retentionInOrder = "retention_in_order"
    case targetsMissed = "targets_missed"
    case targetsTolerated = "targets_tolerated"
    case targetsMet = "targets_met"
    case nothingKnown = "nothing_known"
    case answerFound = "answer_found"
    case answerNone = "answer_none"

    case sourceEmpty = "source_empty"
    case sourceOutside = "source_outside"
    case sourceStale = "source_stale"
    case readLater = "read_later"
    case readBefore = "read_before"
    case late
    case periodNotOver = "period_not_over"
    case unrecordedBefore = "unrecorded_before"
    case userFilter = "user_filter"
    case selection
    case withoutAddress = "without_address"
    case withoutPort = "without_port"
    case quarantine
    case identifierGaps = "identifier_gaps"
    case logSilence = "log_silence"
    case noRoleHistory = "no_role_history"
    case daysWithoutRows = "days_without_rows"
    case findingsUnread = "findings_unread"
    case findingsCounted = "findings_counted"
    case reviewsUnused = "reviews_unused"
    case noApprovals = "no_approvals"
    case sessionsDeleted = "sessions_deleted"
    case sessionsDeletedBefore = "sessions_deleted_before"
    case historyBroken = "history_broken"
    case readApart = "read_apart"
    case liveStoreUnread = "live_store_unread"
    case missingColumns = "missing_columns"
    case unmappedWords = "unmapped_words"
    case rulesUnread = "rules_unread"
    case rulesNotEvaluated = "rules_not_evaluated"
    case rulesInPart = "rules_in_part"
    case rulesDisabled = "rules_disabled"
    case nightsWithoutBackup = "nights_without_backup"
    case unproven
    case unencrypted
    case onlyLocal = "only_local"
    case daysMissing = "days_missing"
    case daysBroken = "days_broken"
    case unstamped
    case noStamping = "no_stamping"
    case runsFailed = "runs_failed"
    case unmaskedWithoutReason = "unmasked_without_reason"
    case retentionUnread = "retention_unread"
    case retentionWithoutRule = "retention_without_rule"
    case retentionUndated = "retention_undated"
    case backupsUnlimited = "retention_backups_unlimited"
    case indicatorsUnknown = "indicators_unknown"
    case indicatorsPartly = "indicators_partly"
    case documentsUnread = "documents_unread"
    case rowsNotPaged = "rows_not_paged"
    case nothingMissing = "nothing_missing"

    case examineBackup = "examine_backup"
    case makeBackup = "make_backup"
    case testBackup = "test_backup"
    case examineArchive = "examine_archive"
    case issueMissing = "issue_missing"
    case takeStamps = "take_stamps"
    case reviewUnmasked = "review_unmasked"
    case examineRuns = "examine_runs"
    case examineInterference = "examine_interference"
    case fillSample = "fill_sample"
    case decideFindings = "decide_findings"
    case examineDays = "examine_days"
    case reviewOwnerless = "review_ownerless"
    case keepRoleHistory = "keep_role_history"
    case examineTargets = "examine_targets"
    case completeDocuments = "complete_documents"
    case disposeRows = "dispose_rows"
    case countRelations = "count_relations"
    case nameRules = "name_rules"
    case examineSource = "examine_source"
    case supplyRequiredRules = "supply_required_rules"
    case examineIncident = "examine_incident"
    case examineFindings = "examine_findings"
    case examineSilence = "examine_silence"
    case examineQuarantine = "examine_quarantine"
    case mapWords = "map_words"
    case configure
    case reviewFindings = "review_findings"
    case nothingToDo = "nothing_to_do"
  }

  let code: Code
  /// The clause, without a capital and without a full stop.
  let text: String

  private static let urgent: Set<Code> = [
    .supplyRequiredRules, .examineIncident, .examineFindings, .examineBackup, .makeBackup, .examineArchive,
    .examineInterference, .examineTargets,
  ]

  /// Whether the reader is asked for an act that cannot wait: only this is drawn in red.
  var isUrgent: Bool { Self.urgent.contains(code) }
}
