package import Analysis
import Documents
package import Model
import Records

/// Has findings made into incidents, and writes these down.
package final class IncidentRecorder {
  private let context: RowContext
  private let folder: String
  private let incidents: IncidentCollector
  private let states: RecurringStates
  private var definitions: [String: RuleDefinition] = [:]
  /// What was decided on findings, by their identifiers; those without a decision are not here.
  private var decisions: [String: DecisionState] = [:]
  /// Findings of no state, by rule.
  private var loose: [String: Int64] = [:]

  /// Nothing recorded yet; `judged` is the period as far as it is judged, trusted addresses link nothing, and the rows
  /// will lie in `folder`.
  package init(
    _ context: RowContext, judged: Range<Instant>, isTrusted: @escaping (NetworkAddress) -> Bool, folder: String
  ) {
    self.context = context
    self.folder = folder
    incidents = IncidentCollector(folder: folder, judged: judged, isTrusted: isTrusted)
    states = RecurringStates(folder: folder)
  }

  /// Records a finding as the list of findings has it.
  package func record(
    _ definition: RuleDefinition, _ finding: Finding, _ recorded: FindingRecorder.Recorded
  ) throws {
    let id = recorded.id
    if recorded.decision != .undecided { decisions[id] = recorded.decision }
    definitions[definition.id] = definition
    if IncidentPart(definition) != .state { loose[definition.id, default: 0] += 1 }
    try incidents.add(
      definition, finding, id: id, observation: context.words.sentence(finding.sentence, context.language))
    try states.add(definition, finding, isBefore: false)
  }

  /// Records a finding of the period before.
  package func recordBefore(_ definition: RuleDefinition, _ finding: Finding) throws {
    try states.add(definition, finding, isBefore: true)
  }

  /// Looks at an event that can be counted, whosever it is.
  package func observe(_ event: borrowing SecurityEvent, at moment: Instant) throws {
    try incidents.observe(event, at: moment)
  }

  /// The incidents and states; `sessions` are those that were put aside, `digest` is the SHA-256 of a text.
  package func finish(
    sessions: SessionHistory, isBeforeKnown: Bool, digest: @escaping (String) -> String
  ) throws -> IncidentRows {
    let found = try incidents.conclude(sessions: sessions, users: context.users, digest: digest)
    var totals = IncidentRows.Totals()
    totals.loose = loose
    var ranks: [(severity: Severity, first: Identifier, id: String)] = []
    var leading: (id: String, total: IncidentRows.Totals.Leading)?
    try found.forEach { incident in
      totals.count += 1
      totals.severities[incident.severity.rawValue] += 1
      totals.findings += Int64(incident.members.count)
      if incident.isCut { totals.cut += 1 }
      for member in incident.happenings { totals.loose[member.rule, default: 0] -= 1 }
      let from = incident.happenedFrom
      ranks.append((incident.severity, Identifier(from.iso8601), incident.id))
      guard let known = leading,
        (known.total.severity.rawValue, from, incident.id) >= (incident.severity.rawValue, known.total.first, known.id)
      else { return leading = (incident.id, IncidentRows.Totals.Leading(incident, context)) }
    }
    totals.leading = leading?.total
    totals.loose = totals.loose.filter { $0.value > 0 }
    ranks.sort { ($1.severity.rawValue, $0.first, $0.id) < ($0.severity.rawValue, $1.first, $1.id) }
    let places = Dictionary(uniqueKeysWithValues: ranks.enumerated().map { ($0.element.id, $0.offset + 1) })
    var numbers: [IncidentNumbers.Key: Int32] = [:]
    let (list, timeline) = (SortedTableRows(in: folder), SortedTableRows(in: folder))
    var cards: [Int: IncidentRows.Card] = [:]
    try found.forEach { incident in
      guard context.mask.level.showsPersons, let number = places[incident.id] else { return }
      for member in incident.members { numbers[IncidentNumbers.Key(member.id)] = Int32(number) }
      try write(incident, number, list, timeline)
      if number <= IncidentRows.cardLimit { cards[number] = try card(of: incident, number) }
    }
    let states = try writeStates(&totals)
    return IncidentRows(
      totals: totals, list: try list.finish(), timeline: try timeline.finish(),
      cards: cards.sorted { $0.key < $1.key }.map(\.value), states: states,
      isBeforeKnown: isBeforeKnown, numbers: numbers, identifiers: ranks.map(\.id))
  }

  private func write(
    _ incident: Incident, _ number: Int, _ list: SortedTableRows, _ timeline: SortedTableRows
  ) throws {
    let order = [Identifier(incident.happenedFrom.iso8601), Identifier(incident.id)]
    try list.append(descending: Int64(incident.severity.rawValue), order: order) { row in
      let state = DecisionState(ofIncident: incident.members.map { decisions[$0.id] ?? .undecided })
      IncidentListing.table.fill(&row, ListedIncident(incident: incident, state: state, context: context))
    }
    // A reader is told of a finding once, from when until when.
    for (place, entry) in incident.story.enumerated() where entry.what != .findingLast {
      try timeline.append(descending: -Int64(number), order: [Identifier(padded(place, 9))]) { row in
        IncidentTimelineListing.table.fill(&row, listed(entry, number))
      }
    }
  }

  private func listed(_ entry: Incident.Entry, _ number: Int) -> ListedEntry {
    let title = entry.finding.flatMap { definitions[$0.rule] }.map { context.words.title($0) }
    return ListedEntry(entry: entry, incident: number, context: context, title: title)
  }

  private func card(of incident: Incident, _ number: Int) throws -> IncidentRows.Card {
    let (entries, total) = incident.excerpt(IncidentRows.cardLineLimit)
    let rows = entries.map { IncidentTimelineListing.table.cells(of: listed($0, number)) }
    return IncidentRows.Card(
      entries: try TableRows(rows, in: folder), total: total,
      states: incident.members.count - incident.happenings.count)
  }

  /// Those that are new come first; then the gravest, by rule and key.
  private func writeStates(_ totals: inout IncidentRows.Totals) throws -> TableRows {
    let rows = SortedTableRows(in: folder)
    var rules: [String: IncidentRows.StateRule] = [:]
    try states.forEach { line in
      if line.since != nil { totals.continuing += 1 }
      guard context.mask.level.showsPersons else { return }
      let title = definitions[line.rule].map { context.words.title($0) } ?? ""
      rules[line.rule, default: IncidentRows.StateRule(rule: line.rule, title: title)].add(line, context)
      let weight = Int64(line.severity.rawValue) + (line.since == nil ? 100 : 0)
      let order = [Identifier(line.rule), Identifier(line.key.kind.rawValue), line.key.value, Identifier(line.branch)]
      try rows.append(descending: weight, order: order) { row in
        StateListing.table.fill(&row, ListedState(line: line, context: context, title: title))
      }
    }
    totals.stateRules = rules.values.sorted { ($0.rank, $0.rule) < ($1.rank, $1.rule) }
    return try rows.finish()
  }
}
