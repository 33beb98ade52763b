import Messages

/// A statement of page 1 as a letter may have it: those that can name a person are not quoted.
enum QuotedStatement {
  /// Statements of counts, moments, rules and settings; what is not listed here is not quoted.
  static let quoted: Set<String> = [
    "no_rows", "severe_findings", "other_findings", "no_findings", "mass_end", "impossible_times", "ends_not_recorded",
    "longest_session", "severe_events", "failed_sign_ins", "backup_test_failed", "no_backup", "backups_made",
    "last_proven", "seal_broken", "archive_damaged", "nothing_sealed", "seals_valid", "documents_unmasked",
    "nothing_issued", "documents_issued", "documents_replaced",
    "source_empty", "source_outside", "source_stale", "read_later", "read_before", "late", "period_not_over",
    "unrecorded_before", "user_filter", "quarantine", "identifier_gaps", "log_silence", "sessions_deleted",
    "sessions_deleted_before", "history_broken", "read_apart", "live_store_unread", "missing_columns",
    "unmapped_words", "rules_unread", "rules_not_evaluated", "rules_in_part", "rules_disabled",
    "nights_without_backup", "unproven", "unencrypted", "only_local", "days_missing", "days_broken", "unstamped",
    "no_stamping", "runs_failed", "unmasked_without_reason", "rows_not_paged", "nothing_missing",
    "examine_backup", "make_backup", "test_backup", "examine_archive", "issue_missing", "take_stamps",
    "review_unmasked", "examine_runs", "examine_source", "supply_required_rules", "examine_incident",
    "examine_findings", "examine_silence", "examine_quarantine", "map_words", "configure", "review_findings",
    "nothing_to_do",
  ]

  /// The statement's own words, or a word of what page 1 says.
  static func text(_ statement: PackageStatements.Statement, _ language: Language) -> String {
    if quoted.contains(statement.code) { return statement.text }
    if statement.code == "incidents" {
      return Message(
        tr: "kurallar olay bildirmiştir; kimlere ilişkin olduğu belgenin ilk sayfasındadır",
        en: "the rules reported incidents; page 1 of the document says whom they concern")[language]
    }
    return Message(tr: "bir husus daha, belgenin ilk sayfasında", en: "one more, on page 1 of the document")[language]
  }
}
