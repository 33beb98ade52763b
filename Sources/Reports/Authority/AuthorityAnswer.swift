package import Analysis
import Documents
package import Model

/// What is answered to one thing that an item asks for, decided from what was found and from what the source has.
package struct AuthorityAnswer: Sendable, Equatable {
  /// What came of it.
  package enum State: String, Sendable, CaseIterable {
    /// There are records.
    case found
    /// There are none.
    case none
    /// They were destroyed, and a record of that was shown.
    case destroyed
    /// The source does not keep it.
    case notKept = "not_kept"
    /// The item is asked back.
    case clarification
  }

  /// A part of the answer's sentence, for a person to read.
  package enum Part: Sendable, Equatable {
    case found(Int64)
    case foundAccounts(Int64)
    case foundField(Int64, filled: Int64)
    case none
    case noAccount
    case noField(Int64)
    case noRecords
    case noneBefore(Instant, ReportInput)
    case noneAtAll(ReportInput)
    case destroyed(AuthorityLetter.Disposal)
    case disagrees(AuthorityLetter.Disposal)
    case notKept([SourceColumn])
    case notKeptBySource
    case clarification
    case deletedByApplication
  }

  /// The item's place, from 0.
  package let item: Int
  /// What was asked for.
  package let wanted: AuthorityLetter.Wanted
  /// What came of it.
  package let state: State
  /// What is said.
  package let parts: [Part]
}

/// What of a source an answer is decided from.
package struct AuthoritySupply: Sendable {
  /// The kinds of record the source keeps: sessions, events.
  package var kept: Set<ReportInput>
  /// Whether it keeps users.
  package var keepsUsers: Bool
  /// Columns it has not.
  package var missing: Set<SourceColumn>
  /// From when on it holds records.
  package var starts: [ReportInput: RecordStart]
  /// Whether the application deletes sessions that ended, and nothing keeps them.
  package var losesSessions: Bool

  /// A supply from its parts.
  package init(
    kept: Set<ReportInput>, keepsUsers: Bool, missing: Set<SourceColumn>, starts: [ReportInput: RecordStart],
    losesSessions: Bool
  ) {
    (self.kept, self.keepsUsers, self.missing) = (kept, keepsUsers, missing)
    (self.starts, self.losesSessions) = (starts, losesSessions)
  }

  /// The kinds that are kept, in the order documents name them.
  fileprivate var kinds: [ReportInput] { [.sessions, .events].filter { kept.contains($0) } }
}

/// Decides what is answered: a pure function of what was found, of what the source has, and of what was destroyed.
struct AuthorityDecision {
  let letter: AuthorityLetter
  let supply: AuthoritySupply
  /// The period that was read.
  let period: Period

  /// The answers to an item, one for each thing it asks for.
  func answers(to place: Int, _ found: AuthorityFound) -> [AuthorityAnswer] {
    let item = letter.items[place]
    return item.wants.map { wanted in
      let (state, parts) =
        item.needsClarification ? (.clarification, [.clarification]) : decide(wanted, item, found)
      return AuthorityAnswer(item: place, wanted: wanted, state: state, parts: parts)
    }
  }

  private typealias Decision = (AuthorityAnswer.State, [AuthorityAnswer.Part])

  private func decide(
    _ wanted: AuthorityLetter.Wanted, _ item: AuthorityLetter.Item, _ found: AuthorityFound
  ) -> Decision {
    // Of named accounts the registration is looked up without any record.
    if wanted == .registration, !item.selection.users.isEmpty { return look(for: wanted, item, found) }
    let lacking = supply.kinds.map { kind in selecting(item, kind).filter { supply.missing.contains($0) } }
    let columns = lacking.flatMap { $0 }
    if columns.isEmpty { return look(for: wanted, item, found) }
    // What cannot be selected cannot be said to be absent.
    if lacking.allSatisfy({ !$0.isEmpty }) { return (.notKept, [.notKept(columns)]) }
    let (state, parts) = look(for: wanted, item, found)
    let told = parts.flatMap { part -> [SourceColumn] in if case .notKept(let columns) = part { columns } else { [] } }
    let rest = columns.filter { !told.contains($0) }
    return (state, parts + (rest.isEmpty ? [] : [.notKept(rest)]))
  }

  /// The columns of a kind of record that rows of an item are selected by, beside account and time.
  private func selecting(_ item: AuthorityLetter.Item, _ kind: ReportInput) -> [SourceColumn] {
    let isSession = kind == .sessions
    return (item.selection.networks.isEmpty ? [] : [isSession ? .session(.address) : .event(.address)])
      + (item.selection.port == nil ? [] : [isSession ? .session(.port) : .event(.port)])
  }

  private func look(
    for wanted: AuthorityLetter.Wanted, _ item: AuthorityLetter.Item, _ found: AuthorityFound
  ) -> Decision {
    switch wanted {
    case .registration: return registration(item, found)
    case .accounts: return accounts(item, found)
    case .signIns: return records(found.signIns, item)
    case .signOuts: return signOuts(item, found)
    case .addresses: return field([.session(.address), .event(.address)], found.addresses, item, found)
    case .ports: return field([.session(.port), .event(.port)], found.ports, item, found)
    case .devices: return devices(item, found)
    }
  }

  private func registration(_ item: AuthorityLetter.Item, _ found: AuthorityFound) -> Decision {
    guard supply.keepsUsers else { return (.notKept, [.notKeptBySource]) }
    let lacking = [SourceColumn.user(.fullName), .user(.email), .user(.createdAt)].filter {
      supply.missing.contains($0)
    }
    let rest: [AuthorityAnswer.Part] = lacking.isEmpty ? [] : [.notKept(lacking)]
    if found.registered > 0 { return (.found, [.foundAccounts(found.registered)] + rest) }
    return (.none, [item.selection.users.isEmpty ? .none : .noAccount])
  }

  private func accounts(_ item: AuthorityLetter.Item, _ found: AuthorityFound) -> Decision {
    if supply.kinds.isEmpty { return (.notKept, [.notKeptBySource]) }
    if found.accounts > 0 { return (.found, [.foundAccounts(found.accounts)] + absences(item).parts) }
    return nothing(item, .none)
  }

  private func records(_ count: Int64, _ item: AuthorityLetter.Item) -> Decision {
    if supply.kinds.isEmpty { return (.notKept, [.notKeptBySource]) }
    if count > 0 { return (.found, [.found(count)] + absences(item).parts) }
    return nothing(item, .none)
  }

  /// Ends of sessions stand in a column that a source may lack; events may show them all the same.
  private func signOuts(_ item: AuthorityLetter.Item, _ found: AuthorityFound) -> Decision {
    let end = SourceColumn.session(.endedAt)
    let isLacking = supply.kept.contains(.sessions) && supply.missing.contains(end)
    if isLacking, supply.kinds == [.sessions] { return (.notKept, [.notKept([end])]) }
    let (state, parts) = records(found.signOuts, item)
    return (state, parts + (isLacking ? [.notKept([end])] : []))
  }

  private func devices(_ item: AuthorityLetter.Item, _ found: AuthorityFound) -> Decision {
    // Either of two columns of a relation says it.
    let lacking = supply.kinds.compactMap { kind -> [SourceColumn]? in
      let columns: [SourceColumn] =
        kind == .sessions ? [.session(.userAgent), .session(.device)] : [.event(.userAgent), .event(.device)]
      return columns.allSatisfy { supply.missing.contains($0) } ? columns : nil
    }
    return field(lacking.flatMap { $0 }, isNowhere: lacking.count == supply.kinds.count, found.devices, item, found)
  }

  private func field(
    _ columns: [SourceColumn], _ filled: Int64, _ item: AuthorityLetter.Item, _ found: AuthorityFound
  ) -> Decision {
    let asked = columns.filter { column in supply.kinds.contains { $0.rawValue == column.relation } }
    let lacking = asked.filter { supply.missing.contains($0) }
    return field(lacking, isNowhere: lacking.count == asked.count, filled, item, found)
  }

  /// What stands in a column of the records found, where `lacking` are the columns that some relation has not.
  private func field(
    _ lacking: [SourceColumn], isNowhere: Bool, _ filled: Int64, _ item: AuthorityLetter.Item,
    _ found: AuthorityFound
  ) -> Decision {
    if supply.kinds.isEmpty { return (.notKept, [.notKeptBySource]) }
    if isNowhere { return (.notKept, [.notKept(lacking)]) }
    let rest: [AuthorityAnswer.Part] = lacking.isEmpty ? [] : [.notKept(lacking)]
    if found.records == 0 {
      let (state, parts) = nothing(item, .noRecords)
      return (state, parts + rest)
    }
    if filled == 0 { return (.none, [.noField(found.records)] + rest) }
    return (.found, [.foundField(found.records, filled: filled)] + rest)
  }

  /// That there is nothing, and why as far as that is known.
  private func nothing(_ item: AuthorityLetter.Item, _ part: AuthorityAnswer.Part) -> Decision {
    let absences = absences(item)
    return absences.isAllDestroyed ? (.destroyed, absences.parts) : (.none, [part] + absences.parts)
  }

  /// What of an item's time the source has no records of, and why.
  private func absences(_ item: AuthorityLetter.Item) -> (parts: [AuthorityAnswer.Part], isAllDestroyed: Bool) {
    let range = Period(from: item.selection.from ?? period.from, to: item.selection.to ?? period.to)
    let absences = supply.kinds.map { absence(of: $0, in: range) }
    var parts = absences.flatMap(\.parts)
    if supply.losesSessions, supply.kept.contains(.sessions) { parts.append(.deletedByApplication) }
    return (parts, !absences.isEmpty && absences.allSatisfy(\.isDestroyed))
  }

  /// The same of one kind of record; a disposal is relied on only where the source holds nothing older than it left.
  private func absence(
    of kind: ReportInput, in range: Period
  ) -> (parts: [AuthorityAnswer.Part], isDestroyed: Bool) {
    let disposal = letter.disposals.filter { $0.relation == kind && until($0) > range.from }.max {
      $0.until < $1.until
    }
    let start = supply.starts[kind] ?? .always
    let known: AuthorityAnswer.Part?
    let firstRecord: Instant
    switch start {
    case .always: (known, firstRecord) = (nil, range.from)
    case .since(let first): (known, firstRecord) = (first > range.from ? .noneBefore(first, kind) : nil, first)
    case .never: (known, firstRecord) = (.noneAtAll(kind), range.to)
    }
    guard let known else { return (disposal.map { [.disagrees($0)] } ?? [], false) }
    guard let disposal else { return ([known], false) }
    if min(until(disposal), range.to) > firstRecord { return ([known, .disagrees(disposal)], false) }
    return ([.destroyed(disposal)], until(disposal) >= range.to)
  }

  private func until(_ disposal: AuthorityLetter.Disposal) -> Instant { letter.turkey.start(of: disposal.until) }
}

/// What was found to an item.
package struct AuthorityFound: Sendable, Equatable {
  /// Records that are listed.
  package var records: Int64 = 0
  /// Begins of sessions and attempts to sign in.
  package var signIns: Int64 = 0
  /// Ends of sessions.
  package var signOuts: Int64 = 0
  /// Listed records with an address.
  package var addresses: Int64 = 0
  /// Listed records with a port.
  package var ports: Int64 = 0
  /// Listed records with a browser or device.
  package var devices: Int64 = 0
  /// Accounts of matching rows.
  package var accounts: Int64 = 0
  /// Accounts of the table of users that the item is about.
  package var registered: Int64 = 0

  /// Nothing.
  package init() {}
}
