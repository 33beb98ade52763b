/// The names of what rules measure: the keys of `measured` in the JSON copy, for which each language has a word.
///
/// A measure without a name here stops every test of its rule.
public enum MeasureName: String, Sendable, CaseIterable {
  case accountAgeUs = "account_age_us"
  case address
  case addresses
  case afterEndUs = "after_end_us"
  case afterGuessing = "after_guessing"
  case afterUs = "after_us"
  case baselineDays = "baseline_days"
  case baselineGaps = "baseline_gaps"
  case baselineSessions = "baseline_sessions"
  case baselineSuccesses = "baseline_successes"
  case change
  case changes
  case closedAt = "closed_at"
  case closedBeforeUs = "closed_before_us"
  case closedBy = "closed_by"
  case countries
  case country
  case created
  case day
  case dayKind = "day_kind"
  case delayUs = "delay_us"
  case denied
  case deviceKnown = "device_known"
  case distanceM = "distance_m"
  case durationMs = "duration_ms"
  case earlierSuccesses = "earlier_successes"
  case elapsedUs = "elapsed_us"
  case endBasis = "end_basis"
  case estimated
  case estimatedEnds = "estimated_ends"
  case event
  case events
  case expiresAt = "expires_at"
  case failures
  case failuresBefore = "failures_before"
  case failuresFromItsAddress = "failures_from_its_address"
  case failuresFromOtherAddresses = "failures_from_other_addresses"
  case firstAddress = "first_address"
  case firstAfterEndUs = "first_after_end_us"
  case firstNames = "first_names"
  case firstSuccess = "first_success"
  case firstTargets = "first_targets"
  case floorMs = "floor_ms"
  case fromAddress = "from_address"
  case fromCountry = "from_country"
  case fromNewSources = "from_new_sources"
  case gapUs = "gap_us"
  case grants
  case heldUs = "held_us"
  case historyUs = "history_us"
  case inDatabase = "in_database"
  case inLiveStore = "in_live_store"
  case knownNetworks = "known_networks"
  case lastSeenAt = "last_seen_at"
  case lastSuccess = "last_success"
  case laterSuccess = "later_success"
  case lengthUs = "length_us"
  case limit
  case limitUs = "limit_us"
  case lockouts
  case logBegin = "log_begin"
  case longestOverhangUs = "longest_overhang_us"
  case longestOverlapUs = "longest_overlap_us"
  case longestUs = "longest_us"
  case mad
  case madMs = "mad_ms"
  case maintenanceUs = "maintenance_us"
  case median
  case medianMs = "median_ms"
  case mostAtTheseHours = "most_at_these_hours"
  case mostNamesBeforeOneSuccess = "most_names_before_one_success"
  case mostPerMinute = "most_per_minute"
  case mostPerUser = "most_per_user"
  case namedAddresses = "named_addresses"
  case names
  case networks
  case newNetwork = "new_network"
  case otherDevice = "other_device"
  case otherUsers = "other_users"
  case pairs
  case pairsShown = "pairs_shown"
  case peak
  case peakAt = "peak_at"
  case reasons
  case refreshes
  case removals
  case role
  case roleAfter = "role_after"
  case roleBefore = "role_before"
  case rolesAfter = "roles_after"
  case rolesBefore = "roles_before"
  case rows
  case rowsLookedAt = "rows_looked_at"
  case sessions
  case sessionsWithoutSignIn = "sessions_without_sign_in"
  case signIns = "sign_ins"
  case signInsWithoutSession = "sign_ins_without_session"
  case singleAddresses = "single_addresses"
  case speedKmh = "speed_kmh"
  case stretches
  case succeedingUsers = "succeeding_users"
  case succeedingUsersMeanwhile = "succeeding_users_meanwhile"
  case success
  case successAfterUs = "success_after_us"
  case successes
  case target
  case targets
  case timedOut = "timed_out"
  case toAddress = "to_address"
  case toCountry = "to_country"
  case topUsers = "top_users"
  case triedUsersSucceeding = "tried_users_succeeding"
  case unusedUs = "unused_us"
  case user
  case users
  case usualGapUs = "usual_gap_us"
  case withoutName = "without_name"
  case withoutUser = "without_user"

  /// How a reader is shown the value.
  public enum Form: Sendable {
    /// As it is: a number, a moment, an address, a country's code.
    case plain
    /// A length of time in microseconds.
    case length
    /// A length of time in milliseconds.
    case milliseconds
    /// 1 is yes and 0 is no.
    case flag
    /// The canonical name of an event's type.
    case eventType
    /// The canonical names of reasons, separated by commas.
    case reasons
    /// What the end of a session rests on.
    case endBasis
    /// `working_day`, `weekend` or `holiday`.
    case dayKind
    /// A date, `2026-10-07`.
    case day
  }

  /// How a reader is shown the value.
  public var form: Form {
    switch self {
    case .afterGuessing, .deviceKnown, .estimated, .newNetwork, .otherDevice: .flag
    case .change, .event: .eventType
    case .reasons: .reasons
    case .endBasis: .endBasis
    case .dayKind: .dayKind
    case .day: .day
    case _ where rawValue.hasSuffix("_us"): .length
    case _ where rawValue.hasSuffix("_ms"): .milliseconds
    default: .plain
    }
  }
}

/// What lowers the severity of a finding, or takes it out: mostly a list of the configuration.
public enum Mitigation: String, Sendable, CaseIterable {
  case trustedEgress = "trusted_egress"
  case serviceAccounts = "service_accounts"
  case sharedAccounts = "shared_accounts"
  case approvedChanges = "approved_changes"
  case maintenanceWindows = "maintenance_windows"
  /// The rule takes an address for the way out of many users.
  case nat
  /// A network of a hosting provider.
  case hosting
  case sameDevice = "same_device"
  /// Other users sign in from the country, too.
  case others
  /// Both networks were seen in earlier sessions.
  case knownSessions = "known_sessions"
}
