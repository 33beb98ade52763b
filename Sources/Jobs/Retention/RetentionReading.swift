import Intake
import Messages
import Model
import Reports

/// Counts what a source holds of each rule of retention, by age, and what no rule is about.
struct RetentionReading {
  let reading: SourceReading
  let settings: RetentionSettings

  private var invocation: Invocation { reading.invocation }
  private var zone: Zone { invocation.configuration.zone }
  /// The local day that ages are counted on.
  private var today: CivilDate { zone.localTime(at: invocation.asOf).date }

  /// The status as far as the source tells it: what the archive knows comes later.
  func status(
    on own: borrowing SourceConnection, events other: borrowing EventsConnection,
    _ observations: inout SourceReading.Observations
  ) throws -> RetentionStatus {
    var status = RetentionStatus(
      policy: settings.policy, interval: settings.interval, horizon: settings.horizon, date: today)
    for relation in Relation.allCases
    where reading.system.queries[relation] != nil || !settings.rules(of: relation).isEmpty {
      var lines: [RetentionStatus.Line] = []
      do {
        lines =
          relation.isReadWithEvents
          ? try other.read(orOn: own) { connection in
            try connection.attempt { try self.lines(of: relation, on: connection, &observations) }
          }
          : try own.attempt { try self.lines(of: relation, on: own, &observations) }
      } catch  where reading.order.source.eventsAddress != nil && relation.isReadWithEvents {
        lines = unread(relation, Failure(error).message)
      } catch  where SourceConnection.survives(error) {
        lines = unread(relation, Failure(error).message)
      }
      for line in lines {
        guard case .unread(let why) = line.reading else { continue }
        invocation.warn(Message(verbatim: "\(reading.order.source.name), \(relation.fileName):") + why)
        break
      }
      status.lines += lines
    }
    return status
  }

  /// The lines of a relation that was not counted, and why.
  private func unread(_ relation: Relation, _ why: Message) -> [RetentionStatus.Line] {
    let rules = settings.rules(of: relation).map { Optional($0.rule) }
    return (rules.isEmpty ? [nil] : rules).map {
      RetentionStatus.Line(rule: $0, relation: relation.rawValue, reading: .unread(why))
    }
  }

  private func lines(
    of relation: Relation, on connection: borrowing SourceConnection, _ observations: inout SourceReading.Observations
  ) throws -> [RetentionStatus.Line] {
    // A SELECT that cannot calculate with infinity is asked for all that has a meaningful time.
    do {
      return try connection.attempt {
        try lines(of: relation, in: window(.minusInfinity, .infinity), on: connection, &observations)
      }
    } catch  where SourceConnection.survives(error) {
      return try lines(of: relation, in: window(.beginningOfTimes, .never), on: connection, &observations)
    }
  }

  private func window(_ from: Instant, _ to: Instant) -> Window {
    Window(from: from, to: to, zone: reading.order.source.zone ?? invocation.configuration.zone.name)
  }

  private func lines(
    of relation: Relation, in window: Window, on connection: borrowing SourceConnection,
    _ observations: inout SourceReading.Observations
  ) throws -> [RetentionStatus.Line] {
    guard let prepared = try PreparedRelation(relation, of: reading.system, window: window, on: connection) else {
      return unread(
        relation,
        Message(
          tr: "sistemde \(relation.fileName) yok; kuralın kayıtları sayılamıyor.",
          en: "the system has no \(relation.fileName); the rule's records cannot be counted."))
    }
    if let refusal = try refusal(prepared, on: connection) { return unread(relation, refusal) }
    try reading.noteServers(of: prepared, connection, &observations)
    let rules = settings.rules(of: relation)
    var lines = try rules.map { try line($0, prepared, on: connection) }
    let rest = RetentionClasses.rest(rules)
    if rules.isEmpty || rest != nil {
      let aged = relation.agedBy.flatMap { prepared.has($0) ? $0 : nil }
      let counts = try prepared.ages(of: rest, countedFrom: aged, before: bands, on: connection)
      lines.append(
        RetentionStatus.Line(
          rule: nil, relation: relation.rawValue, reading: .counted(Self.counts(counts, bands: counts.before[...]))))
    }
    return lines
  }

  /// A table that `scan_limit` would not have read whole is not counted either.
  private func refusal(_ relation: PreparedRelation, on connection: borrowing SourceConnection) throws -> Message? {
    guard let limit = reading.order.source.scanLimit, !invocation.allowsScans else { return nil }
    let rows = try relation.expectedRows(on: connection)
    if rows < limit { return nil }
    return Message(
      tr: "sayılmadı: baştan sona okunacaktı (yaklaşık \(rows) satır; sınır \(limit)). Bir kez için --allow-scan, hep "
        + "için kaynağın “scan_limit” ayarı izin verir.",
      en: "not counted: all of it would be read (about \(rows) rows; the limit is \(limit)). --allow-scan allows it "
        + "once, the source's `scan_limit` for good.")
  }

  /// The first moments of the bands of age, youngest first.
  private var bands: [Instant] { RetentionStatus.ages.map { zone.start(of: $0.start(on: today)) } }

  private func line(
    _ entry: RetentionSettings.Entry, _ relation: PreparedRelation, on connection: borrowing SourceConnection
  ) throws -> RetentionStatus.Line {
    let rule = entry.rule
    let cutOff = rule.cutOff(on: today)
    let overdue = rule.cutOff(on: today.advanced(by: -settings.interval))
    let soon = rule.cutOff(on: today.advanced(by: settings.horizon))
    // Without a maximum nothing is beyond it: nothing is older than the beginning of times.
    let last = rule.limit(on: today).map { zone.start(of: $0) } ?? .beginningOfTimes
    let moments = [cutOff, overdue, soon].map { zone.start(of: $0) } + [last] + bands
    let found = try relation.ages(
      of: entry.chosen, countedFrom: rule.countedFrom, before: moments, on: connection)
    var counts = Self.counts(found, bands: found.before.dropFirst(4))
    (counts.due, counts.overdue) = (found.before[0], found.before[1])
    counts.soon = found.before[2] - found.before[0]
    counts.beyond = rule.limit(on: today) == nil ? 0 : found.before[3]
    var line = RetentionStatus.Line(rule: rule, relation: entry.relation.rawValue, reading: .counted(counts))
    line.cutOff = cutOff
    if counts.due > 0, let oldest = counts.oldest {
      let dueDay = rule.dueDay(of: zone.localTime(at: oldest).date)
      line.daysLate = Int64(today.dayNumber - dueDay.dayNumber) + 1
      line.planned = dueDay.advanced(by: settings.interval - 1)
    }
    return line
  }

  private static func counts(_ found: AgeCounts, bands: ArraySlice<Int64>) -> RetentionStatus.Counts {
    var counts = RetentionStatus.Counts()
    (counts.rows, counts.undated, counts.oldest) = (found.rows, found.undated, found.oldest)
    let edges = [found.rows - found.undated] + bands + [0]
    counts.ages = zip(edges, edges.dropFirst()).map { $0 - $1 }
    return counts
  }
}
