/// Every column of every table, by its English key; titles and meanings are in the files of words.
package enum ColumnName: String, Sendable, CaseIterable {
  case rowNumber = "row_no"
  case sessionID = "session_id"
  case eventID = "event_id"
  case recordID = "record_id"
  case userKey = "user_key"
  case userName = "user_name"
  case fullName = "full_name"
  case role
  case startedAt = "started_at"
  case endedAt = "ended_at"
  case startedUTC = "started_utc"
  case endedUTC = "ended_utc"
  case endBasis = "end_basis"
  case endReason = "end_reason"
  case duration = "duration_us"
  case minimumDuration = "minimum_us"
  case maximumDuration = "maximum_us"
  case clipping
  case address = "ip"
  case port
  case client = "user_agent"
  case clientSummary = "user_agent_summary"
  case device
  case status
  case kind
  case legalBasis = "legal_basis"
  case storedDuration = "stored_duration_us"
  case sessions
  case recordedUnion = "recorded_union_us"
  case union = "union_us"
  case recordedSum = "recorded_sum_us"
  case sum = "sum_us"
  case estimatedSum = "estimated_sum_us"
  case minimumUnion = "minimum_union_us"
  case maximumUnion = "maximum_union_us"
  case minimumSum = "minimum_sum_us"
  case maximumSum = "maximum_sum_us"
  case longest = "longest_us"
  case peak
  case peakAt = "peak_at"
  case peakDuration = "peak_us"
  case addresses
  case openSessions = "open_sessions"
  case clippedSessions = "clipped_sessions"
  case first
  case last
  case date
  case hour
  case users
  case occurredAt = "occurred_at"
  case occurredUTC = "occurred_utc"
  case eventType = "event_type"
  case rawType = "raw_type"
  case severity
  case outcome
  case reason
  case actorID = "actor_id"
  case targetID = "target_id"
  case actorName = "actor_name"
  case targetName = "target_name"
  case roleBefore = "role_before"
  case roleAfter = "role_after"
  case rawReason = "raw_reason"
  case review
  case response
  case events
  case share
  case previous
  case change
  case changeShare = "change_share"
  case succeeded
  case failed
  case locked
  case severe
  case severityInfo = "severity_info"
  case severityLow = "severity_low"
  case severityMedium = "severity_medium"
  case severityHigh = "severity_high"
  case severityCritical = "severity_critical"
  case decisionNone = "decision_none"
  case decisionOpen = "decision_open"
  case decisionExpired = "decision_expired"
  case decisionUnderReview = "decision_under_review"
  case decisionConfirmed = "decision_confirmed"
  case decisionExplained = "decision_explained"
  case decisionFalsePositive = "decision_false_positive"
  case decisionRepeat = "decision_repeat"
  case decisionSevereOpen = "decision_severe_open"
  case decisionBreach = "decision_breach"
  case incidentState = "incident_state"
  case incident
  case firstSuccess = "first_success"
  case acts
  case raised
  case linksCut = "links_cut"
  case happening
  case since
  case newLines = "new_lines"
  case continuingLines = "continuing_lines"
  case newSubjects = "new_subjects"
  case findingID = "finding_id"
  case rule
  case ruleName = "rule_name"
  case branch
  case observation
  case key
  case continues
  case evidenceCount = "evidence_count"
  case evidence
  case evidenceDigest = "evidence_sha256"
  case measured
  case thresholds
  case mitigations
  case humanReview = "human_review"
  case reviewer
  case decidedAt = "decided_at"
  case breachCandidate = "breach_candidate"
  case reviewReason = "review_reason"
  case reviewUntil = "review_until"
  case repeatKey = "repeat_key"
  case earlierReview = "earlier_review"
  case reviewState = "review_state"
  case reviewDecision = "review_decision"
  case reviewedBy = "reviewed_by"
  case reviewedAt = "reviewed_at"
  case validUntil = "valid_until"
  case statedReason = "stated_reason"
  case statedBreach = "stated_breach"
  case reviewedDocument = "reviewed_document"
  case ruleStatus = "rule_status"
  case findings
  case excluded
  case suppressed
  case list
  case techniques
  case reasonCode = "reason_code"
  case remarks
  case module
  case level
  case count
  case item
  case value
  case quarantineReason = "quarantine_reason"
  case backup
  case database
  case backupFormat = "backup_format"
  case backupTool = "pg_dump"
  case backupBegun = "begun_at"
  case backupEnded = "finished_at"
  case backupDuration = "backup_duration_us"
  case bytes
  case backupRows = "rows"
  case manifestDigest = "manifest_sha256"
  case encryption
  case keyMark = "key_mark"
  case place
  case testedAt = "tested_at"
  case testOutcome = "test_outcome"
  case hold
  case moment
  case night
  case failureReason = "failure_reason"
  case nightState = "night_state"
  case proof = "proven"
  case restoreDuration = "restore_duration_us"
  case comparedTables = "compared_tables"
  case differences
  case erased = "erased_subjects"
  case backupAct = "act"
  case actOutcome = "act_outcome"
  case actUser = "by"
  case actReason = "act_reason"
  case document
  case reportCode = "report"
  case documentPeriod = "period"
  case periodFrom = "period_from"
  case periodTo = "period_to"
  case sealedRows = "counted_rows"
  case sealedAt = "sealed_at"
  case ledgerSequence = "ledger_sequence"
  case ledgerBefore = "ledger_before"
  case stampedAt = "stamped_at"
  case stampSerial = "stamp_serial"
  case stampAuthority = "stamp_authority"
  case verification
  case verificationDepth = "verification_depth"
  case keptUntil = "kept_until"
  case damage
  case dayState = "day_state"
  case documents
  case stamped
  case runID = "run_id"
  case requester
  case purpose
  case legalGround = "legal_ground"
  case documentMask = "mask"
  case approval = "approval_no"
  case replaces
  case exitCode = "exit_code"
  case command
  case changeKind = "change_kind"
  case digestBefore = "sha256_before"
  case digestAfter = "sha256_after"
  case unmasked
  case unmaskedShare = "unmasked_share"
  case requestItem = "item_no"
  case timeTurkey = "time_tr"
  case timeTurkeyText = "time_tr_iso"
  case timeUTC = "time_utc"
  case recordKind = "record_kind"
  case relation
  case recordKey = "record_key"
  case email
  case createdTurkey = "created_tr"
  case createdUTC = "created_utc"
  case disabledTurkey = "disabled_tr"
  case disabledUTC = "disabled_utc"
  case wanted
  case answerState = "answer_state"
  case answerText = "answer_text"
  case breachField = "breach_field"
  case breachValue = "breach_value"
  case evidenceNumber = "evidence_no"
  case evidenceName = "evidence_name"
  case happened
  case contactChannel = "contact_channel"
  case noticeState = "notice_state"
  case answer
  case withoutAddress = "without_address"
  case retentionRule = "retention_rule"
  case dataCategory = "data_category"
  case dataObject = "data_object"
  case dataSubjects = "data_subjects"
  case retentionBasis = "retention_basis"
  case retentionGround = "retention_ground"
  case minimumPeriod = "minimum_period"
  case maximumPeriod = "maximum_period"
  case countedFrom = "counted_from"
  case disposalMethod = "disposal_method"
  case subMethod = "sub_method"
  case keptRows = "kept_rows"
  case oldestRecord = "oldest_record"
  case dueRows = "due_rows"
  case overdueRows = "overdue_rows"
  case dueSoonRows = "due_soon_rows"
  case beyondRows = "beyond_rows"
  case undatedRows = "undated_rows"
  case daysLate = "days_late"
  case legalHold = "legal_hold"
  case plannedDisposal = "planned_disposal"
  case retentionState = "retention_state"
  case ageHalfYear = "age_half_year"
  case ageYear = "age_year"
  case ageTwoYears = "age_two_years"
  case ageFiveYears = "age_five_years"
  case ageOlder = "age_older"
  case disposalCutOff = "disposal_cut_off"
  case rowsBefore = "rows_before"
  case rowsRemoved = "rows_removed"
  case rowsAfter = "rows_after"
  case removedDigest = "removed_digest"
  case heldSince = "held_since"
  case heldUntil = "held_until"
  case expires
  case expiryBasis = "expiry_basis"
  case termTurkish = "term_tr"
  case termEnglish = "term_en"
  case meaning
  case approvedBy = "approved_by"
  case requestNumber = "request_no"
  case justification
  case approvalState = "approval_state"
  case roleBegin = "role_begin"
  case roleEnd = "role_end"
  case accounts
  case atBegin = "at_begin"
  case atEnd = "at_end"
  case closedAccounts = "closed_accounts"
  case privileged
  case eventRole = "event_role"
  case accountChange = "account_change"
  case knownFrom = "known_from"
  case accountState = "account_state"
  case closedAt = "closed_at"
  case createdAt = "created_at"
  case rowsFound = "rows_found"
  case overlaps
  case longestOverlap = "longest_overlap_us"
  case networks
  case declaredShared = "declared_shared"
  case accountKind = "account_kind"
  case privilegedAccounts = "privileged_accounts"
  case databaseRole = "database_role"
  case databaseSignIn = "database_sign_in"
  case passwordUntil = "password_until"
  case databasePowers = "database_powers"
  case memberOf = "member_of"
  case programRole = "program_role"
  case sessionActs = "session_acts"
  case runs
  case failedRuns = "failed_runs"
  case ledgerActs = "ledger_acts"
  case access
  case object
  case recordCount = "record_count"
  case matrixVerdict = "matrix_verdict"
  case matrixReason = "matrix_reason"
  case accessCount = "accesses"
  case refused
  case recordSum = "record_sum"
  case deviating
  case toExamine = "to_examine"
  case offHours = "off_hours"
  case selectionDigest = "selection_sha256"
  case conformity
  case auditReason = "audit_reason"
  case findingNumber = "finding_no"
  case dayCoverage = "day_coverage"
  case daysWithout = "days_without"
  case daySessions = "day_sessions"
  case dayEvents = "day_events"
  case dayDocuments = "day_documents"
  case auditFinding = "audit_finding"
  case recommendation
  case responsible
  case dueDate = "due_date"
  case indicator
  case formula
  case target
  case actual
  case previousActual = "previous_actual"
  case indicatorState = "indicator_state"
  case basedOn = "based_on"
  case sourceName = "source_name"
  case unknownBecause = "unknown_because"
  case month
  case readState = "read_state"
}
