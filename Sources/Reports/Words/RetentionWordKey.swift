import Documents

/// The texts of the status of retention, beside those of ``WordKey``.
package enum RetentionWordKey: String, Sendable, CaseIterable {
  case sectionRetentionRules = "sections.retention_rules"
  case sectionStatus = "sections.retention_status"
  case sectionAges = "sections.retention_ages"
  case sectionHolds = "sections.retention_holds"
  case sectionRetentionBackups = "sections.retention_backups"
  case noSubjectsNotice = "notices.no_data_subjects"
  case days = "retention.days"
  case months = "retention.months"
  case years = "retention.years"
  case noEnd = "retention.no_end"
  case object = "retention.object"
  case objectOf = "retention.object_of"
  case noRule = "retention.no_rule"
  case ground = "retention.ground"
  case groundToEnd = "retention.ground_to_end"
  case rulesMethod = "retention.rules_method"
  case policyNamed = "retention.policy_named"
  case policyUnnamed = "retention.policy_unnamed"
  case statusMethod = "retention.status_method"
  case beyondNotice = "retention.beyond_notice"
  case unreadNotice = "retention.unread_notice"
  case undatedNotice = "retention.undated_notice"
  case noRuleNotice = "retention.no_rule_notice"
  case agesMethod = "retention.ages_method"
  case holdsMethod = "retention.holds_method"
  case noHolds = "retention.no_holds"
  case untilReleased = "retention.until_released"
  case heldUntil = "retention.held_until"
  case backupExpiryMethod = "retention.backups_method"
  case noBackupsKept = "retention.no_backups"
  case offsiteCopies = "retention.offsite_copies"
  case expiryHeld = "retention.expiry_held"
  case expiryPolicy = "retention.expiry_policy"
  case expiryNever = "retention.expiry_never"
  case expiryUnknown = "retention.expiry_unknown"
  case unreadableBackup = "retention.unreadable_backup"
  case ruleGone = "retention.rule_gone"
  case figureAges = "figures.retention_ages"
  case figureAgesSubtitle = "figures.retention_ages_subtitle"
  case labelObject = "labels.retention_object"
  case tileRows = "tiles.retention_rows"
  case tileRetentionRules = "tiles.retention_rules"
  case tileDue = "tiles.retention_due"
  case tileSoon = "tiles.retention_soon"
  case tileOverdue = "tiles.retention_overdue"
  case tileLate = "tiles.retention_late"
  case tileBeyond = "tiles.retention_beyond"
  case tileBeyondRemark = "tiles.retention_beyond_remark"
  case tileWithoutRule = "tiles.retention_without_rule"
  case tileUnread = "tiles.retention_unread"
  case statementBeyond = "statements.retention_beyond"
  case statementOverdue = "statements.retention_overdue"
  case statementDue = "statements.retention_due"
  case statementInOrder = "statements.retention_in_order"
  case statementUnread = "statements.retention_unread"
  case statementWithoutRule = "statements.retention_without_rule"
  case statementUndated = "statements.retention_undated"
  case statementNoPolicy = "statements.retention_backups_unlimited"
  case statementOffsite = "statements.retention_offsite"
  case statementDispose = "statements.dispose_rows"
  case statementCount = "statements.count_relations"
  case statementNameRules = "statements.name_rules"
}

extension RetentionWordKey: TextKey {}

extension TextCatalog {
  /// The text of a key of the status of retention.
  subscript(key: RetentionWordKey) -> String { text(key.rawValue) }

  /// The same with its places `{name}` filled.
  func callAsFunction(_ key: RetentionWordKey, _ values: [String: String]) -> String {
    RendererTexts.fill(self[key], values)
  }

  /// What becomes of records whose time has ended.
  func name(_ method: RetentionRule.Method) -> String { text("retention_methods.\(method.rawValue)") }
  /// How a rule's records stand.
  func name(_ state: RetentionState) -> String { text("retention_states.\(state.rawValue)") }
}
