// Which columns documents of a subject have: the glossary lists those.

extension ColumnName {
  /// Whether a report about sessions, or about events, has the column; the glossary lists those.
  func belongs(to subject: ReportDefinition.Subject) -> Bool {
    if subject == .accounts { return isOfAccounts }
    if subject == .accesses { return isOfAccesses }
    if subject == .retention { return isOfRetention }
    if subject == .management { return isOfManagement }
    if subject == .disposal { return isOfDisposal }
    return switch self {
    case .backup, .database, .backupFormat, .backupTool, .backupBegun, .backupEnded, .backupDuration, .backupRows,
      .encryption, .keyMark, .place, .testedAt, .testOutcome, .hold, .night, .nightState, .proof, .restoreDuration,
      .comparedTables, .differences, .erased:
      subject == .backups
    case .bytes, .failureReason: subject == .backups || subject == .seals
    case .backupAct, .actOutcome, .actUser, .actReason: subject == .backups || subject == .trail
    case .manifestDigest, .moment: [.backups, .seals, .trail].contains(subject)
    case .document, .reportCode, .documentPeriod, .periodFrom, .periodTo, .sealedRows, .documents:
      subject == .seals || subject == .trail
    case .sealedAt, .ledgerSequence, .ledgerBefore, .stampedAt, .stampSerial, .stampAuthority, .verification,
      .verificationDepth, .keptUntil, .damage, .dayState, .stamped:
      subject == .seals
    case .runID, .requester, .purpose, .legalGround, .documentMask, .approval, .replaces, .exitCode, .command,
      .changeKind, .digestBefore, .digestAfter, .unmasked, .unmaskedShare:
      subject == .trail
    case .requestItem, .timeTurkey, .timeTurkeyText, .timeUTC, .recordKind, .relation, .recordKey, .email,
      .createdTurkey, .createdUTC, .disabledTurkey, .disabledUTC, .wanted, .answerState, .answerText, .breachField,
      .breachValue, .evidenceNumber, .evidenceName, .happened, .contactChannel, .noticeState:
      subject == .answers
    case .answer, .withoutAddress: subject == .answers
    case .approvedBy, .requestNumber, .justification, .approvalState, .roleBegin, .roleEnd, .accounts, .atBegin, .atEnd,
      .closedAccounts, .privileged, .eventRole, .accountChange, .knownFrom, .accountState, .closedAt, .createdAt,
      .rowsFound, .overlaps, .longestOverlap, .networks, .declaredShared, .sessionActs, .runs, .failedRuns, .ledgerActs,
      .accountKind, .privilegedAccounts, .databaseRole, .databaseSignIn, .passwordUntil, .databasePowers, .memberOf,
      .programRole,
      .access, .offHours, .selectionDigest, .conformity, .auditReason, .findingNumber, .dayCoverage, .daysWithout,
      .daySessions, .matrixVerdict, .matrixReason, .accessCount, .refused, .recordSum, .deviating, .toExamine,
      .dayEvents, .dayDocuments, .auditFinding, .recommendation, .responsible, .dueDate, .indicator, .formula, .target,
      .actual, .previousActual, .indicatorState, .basedOn, .sourceName, .unknownBecause, .month, .readState,
      .decisionNone, .decisionOpen, .decisionExpired, .decisionUnderReview, .decisionConfirmed, .decisionExplained,
      .decisionFalsePositive, .decisionRepeat, .decisionSevereOpen, .decisionBreach:
      false
    case .retentionRule, .dataCategory, .dataObject, .dataSubjects, .retentionBasis, .retentionGround, .minimumPeriod,
      .maximumPeriod, .countedFrom, .disposalMethod, .subMethod, .keptRows, .oldestRecord, .dueRows,
      .overdueRows, .dueSoonRows, .beyondRows, .undatedRows, .daysLate, .legalHold, .plannedDisposal, .retentionState,
      .ageHalfYear, .ageYear, .ageTwoYears, .ageFiveYears, .ageOlder, .heldSince, .heldUntil, .expires, .expiryBasis,
      .disposalCutOff, .rowsBefore, .rowsRemoved, .rowsAfter, .removedDigest:
      false
    case .recordID, .item, .value, .termTurkish, .termEnglish, .meaning: false
    case .incident, .incidentState, .firstSuccess, .acts, .raised, .linksCut, .happening, .since, .findingID, .rule,
      .ruleName, .branch, .observation, .key, .continues, .evidenceCount, .evidence,
      .evidenceDigest, .measured, .thresholds, .mitigations, .humanReview, .reviewer, .decidedAt, .breachCandidate,
      .reviewReason, .reviewUntil, .repeatKey, .earlierReview, .reviewState, .reviewDecision, .reviewedBy, .reviewedAt,
      .validUntil, .statedReason, .statedBreach, .reviewedDocument,
      .ruleStatus, .findings, .excluded, .suppressed, .list, .techniques, .reasonCode, .remarks:
      subject == .findings
    case .severity: subject == .events || subject == .findings
    case .rowNumber: subject != .seals && subject != .trail
    case .date: subject != .backups && subject != .trail
    case .userKey, .userName, .fullName, .role, .address, .port, .client, .clientSummary, .device, .first, .last,
      .quarantineReason, .sessionID:
      [.sessions, .events, .findings].contains(subject)
    case .eventID, .occurredAt, .occurredUTC, .eventType, .rawType, .outcome, .reason, .actorID,
      .targetID, .actorName, .targetName, .roleBefore, .roleAfter, .rawReason, .review, .response, .events, .share,
      .previous, .change, .changeShare, .succeeded, .failed, .locked,
      .severe, .hour, .severityInfo, .object, .recordCount,
      .severityLow, .severityMedium, .severityHigh, .severityCritical, .module, .level, .count:
      subject == .events
    default:
      subject == .sessions
    }
  }

  /// Whether a report about accounts has the column.
  private var isOfAccounts: Bool {
    switch self {
    case .rowNumber, .occurredAt, .eventID, .eventType, .actorID, .actorName, .targetID, .targetName, .roleBefore,
      .roleAfter, .approvedBy, .requestNumber, .justification, .approvalState, .address, .role, .roleBegin, .roleEnd,
      .accounts, .atBegin, .atEnd, .closedAccounts, .privileged, .eventRole, .accountChange, .knownFrom, .accountState,
      .closedAt, .createdAt, .rowsFound, .overlaps, .longestOverlap, .networks, .declaredShared, .sessionActs,
      .userKey, .userName, .sessionID, .startedAt, .endedAt, .duration, .endBasis, .rawType, .severity, .first, .last,
      .actUser, .runs, .failedRuns, .documents, .unmasked, .ledgerActs,
      .accountKind, .privilegedAccounts, .databaseRole, .databaseSignIn, .passwordUntil, .databasePowers, .memberOf,
      .programRole:
      true
    default: false
    }
  }

  /// Whether an audit of accesses has the column.
  private var isOfAccesses: Bool {
    switch self {
    case .rowNumber, .recordKind, .recordID, .moment, .userKey, .userName, .role, .targetID, .address, .first, .last,
      .date, .document, .documentPeriod, .severity, .rule, .ruleName, .findingID, .access, .offHours, .selectionDigest,
      .conformity, .auditReason, .findingNumber, .dayCoverage, .daysWithout, .daySessions, .dayEvents, .dayDocuments,
      .auditFinding, .object, .recordCount, .outcome, .matrixVerdict, .matrixReason, .accessCount, .refused, .recordSum,
      .deviating, .toExamine, .eventType, .dataCategory, .accounts,
      .recommendation, .responsible, .dueDate, .reviewState, .reviewDecision, .reviewedBy, .reviewedAt, .validUntil,
      .statedReason, .statedBreach, .reviewedDocument:
      true
    default: false
    }
  }
}
