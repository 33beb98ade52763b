// Which columns documents about retention have.

extension ColumnName {
  /// Whether a status of retention has the column.
  var isOfRetention: Bool {
    switch self {
    case .retentionRule, .dataCategory, .dataObject, .dataSubjects, .retentionBasis, .retentionGround, .minimumPeriod,
      .maximumPeriod, .countedFrom, .disposalMethod, .subMethod, .responsible, .keptRows, .oldestRecord, .dueRows,
      .overdueRows, .dueSoonRows, .beyondRows, .undatedRows, .daysLate, .legalHold, .plannedDisposal, .retentionState,
      .ageHalfYear, .ageYear, .ageTwoYears, .ageFiveYears, .ageOlder, .heldSince, .heldUntil, .expires, .expiryBasis,
      .backup, .backupBegun:
      true
    default: false
    }
  }

  /// Whether a disposal record has the column.
  var isOfDisposal: Bool {
    switch self {
    case .retentionRule, .dataCategory, .dataObject, .retentionBasis, .disposalCutOff, .oldestRecord, .rowsBefore,
      .rowsRemoved, .rowsAfter, .disposalMethod, .subMethod, .removedDigest, .heldSince, .heldUntil, .expires,
      .expiryBasis, .backup, .backupBegun:
      true
    default: false
    }
  }
}
