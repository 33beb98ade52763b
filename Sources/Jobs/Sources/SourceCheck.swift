import Analysis
import Documents
import Intake
import Messages
import Model

/// What `tutanak source check` says of one source: a table for each relation, then what the whole of it lacks.
struct SourceCheck {
  let invocation: Invocation
  let source: SourceSettings
  /// What was found out, line by line.
  var lines: [Message] = []
  /// Every mistake.
  var failures: [Failure] = []

  /// How many days before the run's moment rows are looked at.
  private static let sampleDays: Int64 = 30
  /// What a document takes in PDF, workbook and JSON copy, in KiB.
  ///
  /// Without rows, for a session, for any other row; measured on the sample data.
  private static let size = (fixed: 300.0, session: 0.8, other: 0.45)
  /// How far two clocks may be apart before it is worth a word, in seconds.
  private static let clockTolerance = 5.0

  init(_ source: SourceSettings, _ invocation: Invocation) {
    self.source = source
    self.invocation = invocation
  }

  /// Connects and looks at everything; a mistake in one relation keeps no other from being looked at.
  mutating func carryOut(_ words: (RuleDefinition) -> Message) {
    do {
      let system = try Catalogue(invocation).system(source)
      let zone = try source.zone.map { try Zones.load(nil, default: $0) } ?? invocation.configuration.zone
      let connection = try SourceConnection.open(source.address)
      let here = SystemClock.now()
      let other = EventsConnection(of: source, isNeeded: true)
      tellServer(connection.snapshot, of: source.name, here: here, zone)
      if let there = other.snapshot {
        tellServer(there, of: "\(source.name), events_from", here: SystemClock.now(), zone)
      }
      let window = Window(
        from: invocation.asOf.advanced(by: -Self.sampleDays * microsecondsPerDay), to: invocation.asOf, zone: zone.name)
      var surveys: [RelationSurvey] = []
      for relation in Relation.allCases {
        do {
          let survey =
            if relation.isReadWithEvents {
              try other.read(orOn: connection) { try look(at: relation, system, window, zone, on: $0) }
            } else {
              try look(at: relation, system, window, zone, on: connection)
            }
          if let survey { surveys.append(survey) }
        } catch  where SourceConnection.survives(error) || relation.isReadWithEvents && source.eventsAddress != nil {
          failures.append(Failure(error))
        }
      }
      let settings = try invocation.configuration.rules.applied(to: system)
      let rules = RuleReach(surveys, of: system, settings, hasLiveStore: source.live != nil).lines(words)
      tellLiveStore(system)
      // Of what could not be read nobody knows what rules would find in it.
      if failures.isEmpty, !rules.isEmpty {
        lines.append(
          Message(tr: "değerlendirilemeyen kurallar ve gereksinimleri:", en: "rules out of reach, and what each needs:")
        )
        lines += rules
      }
      try tellPrivileges(connection)
      try connection.end()
    } catch {
      failures.append(Failure(error))
    }
  }

  /// Looks at one relation; nil where the system has none.
  private mutating func look(
    at relation: Relation, _ system: SourceSystem, _ window: Window, _ zone: Zone,
    on connection: borrowing SourceConnection
  ) throws -> RelationSurvey? {
    let survey = try connection.attempt {
      try RelationSurvey(relation, of: system, window: window, on: connection)
    }
    guard let survey else {
      lines.append(Message(tr: "\(relation.fileName): yok", en: "\(relation.fileName): not there"))
      return nil
    }
    tell(survey, system, zone, now: connection.snapshot.takenAt)
    if survey.description.problems.isEmpty { try tellPlans(relation, system, zone, connection) }
    return survey
  }

  private mutating func tellServer(_ snapshot: SourceSnapshot, of name: String, here: Instant, _ zone: Zone) {
    lines.append(
      Message(verbatim: "\(name): PostgreSQL \(snapshot.serverVersion), \(snapshot.database), \(snapshot.role)"))
    lines.append(
      Message(
        tr: "  sunucunun saati: \(zone.both(snapshot.takenAt))",
        en: "  the server's clock: \(zone.both(snapshot.takenAt))"))
    let apart = Double(here.microseconds - snapshot.takenAt.microseconds) / 1e6
    if abs(apart) > Self.clockTolerance {
      let seconds = String(Int(apart.rounded()))
      lines.append(
        Message(
          tr: "  ! bu makinenin saati sunucununkinden \(seconds) saniye farklı; ikisini de NTP ile eşzamanlayın.",
          en: "  ! this machine's clock differs from it by \(seconds) seconds; keep both in step by NTP."))
    }
  }

  private mutating func tell(_ survey: RelationSurvey, _ system: SourceSystem, _ zone: Zone, now: Instant) {
    let (description, relation) = (survey.description, survey.description.relation)
    let name = relation.fileName
    if description.problems.isEmpty {
      let daily = Double(survey.rows) / Double(Self.sampleDays)
      let size = Int(Self.size.fixed + daily * (relation == .sessions ? Self.size.session : Self.size.other))
      let perDay = String(Int(daily.rounded(.up)))
      lines.append(
        relation == .users
          ? Message(tr: "\(name): \(survey.rows) satır", en: "\(name): \(Self.rows(survey.rows))")
          : Message(
            tr:
              "\(name): son \(Self.sampleDays) günde \(survey.rows) satır, günde yaklaşık \(perDay); bir günün belgesi "
              + "yaklaşık \(size) KiB",
            en:
              "\(name): \(Self.rows(survey.rows)) in the last \(Self.sampleDays) days, about \(perDay) a day; a day's document "
              + "takes about \(size) KiB"))
    } else {
      lines.append(Message(tr: "\(name): okunamıyor", en: "\(name): not readable"))
    }
    if let range = survey.range {
      lines.append(
        Message(tr: "  ilk an: \(zone.both(range.lowerBound))", en: "  first moment: \(zone.both(range.lowerBound))"))
      lines.append(
        Message(tr: "  son an: \(zone.both(range.upperBound))", en: "  last moment: \(zone.both(range.upperBound))"))
      lines += TimeDoubt.all(range, now: now, zone: zone).map { Message(verbatim: "  !") + $0.message }
    }
    lines += columns(survey)
    lines += description.unknownColumns.map { Message(verbatim: "  !") + $0 }
    if survey.repeatedIdentifiers > 0 {
      lines.append(
        Message(
          tr:
            "  ! \(survey.repeatedIdentifiers) satırın kimliği yineleniyor: aynıları bir kez sayılır, farklıları karantinaya "
            + "alınır.",
          en:
            "  ! \(Self.rows(survey.repeatedIdentifiers)) with the identifier of another one: equal ones count once, others are "
            + "quarantined."))
    }
    lines += UnmappedSample(survey, system).lines
    failures += description.problems.map { Failure($0) }
  }

  private static func rows(_ count: Int) -> String { count == 1 ? "1 row" : "\(count) rows" }

  /// One line a column: found, missing or of a wrong type, and how many rows have no value.
  private func columns(_ survey: RelationSurvey) -> [Message] {
    let columns = survey.description.relation.columns
    let width = columns.map(\.name.utf8.count).max() ?? 0
    return columns.map { column in
      let name = "  " + column.name + String(repeating: " ", count: width - column.name.utf8.count)
      if let number = survey.numbers[column] {
        return Message(tr: "\(name)  yanlış tür, \(number.tr)", en: "\(name)  wrong type, \(number.en)")
      }
      if !survey.has(column) {
        return column.isRequired
          ? Message(tr: "\(name)  YOK, zorunlu", en: "\(name)  MISSING, required")
          : Message(tr: "\(name)  yok", en: "\(name)  missing")
      }
      if survey.description.hasWrongType(column) {
        return Message(tr: "\(name)  yanlış tür", en: "\(name)  wrong type")
      }
      guard let nulls = survey.nulls[column], nulls > 0 else {
        return Message(tr: "\(name)  var", en: "\(name)  found")
      }
      return nulls == survey.rows
        ? Message(tr: "\(name)  var, her satırda NULL", en: "\(name)  found, NULL in every row")
        : Message(tr: "\(name)  var, \(nulls) satırda NULL", en: "\(name)  found, NULL in \(Self.rows(nulls))")
    }
  }

  private mutating func tellPlans(
    _ relation: Relation, _ system: SourceSystem, _ zone: Zone, _ connection: borrowing SourceConnection
  ) throws {
    let day = Window(from: invocation.asOf.advanced(by: -microsecondsPerDay), to: invocation.asOf, zone: zone.name)
    let servers = try connection.attempt { try OtherServers.ofDay(relation, of: system, window: day, on: connection) }
    lines += Self.told(of: servers)
    if relation == .users { return }
    let advice = try connection.attempt { try ScanAdvice.ofDay(relation, of: system, window: day, on: connection) }
    let refusal = Message(tr: "Çalıştırma bunu reddeder (scan_limit).", en: "A run refuses that (scan_limit).")
    for scan in advice {
      let remedy =
        scan.statement.map { Message(tr: "Dizin isteyin: \($0)", en: "Ask for an index: \($0)") }
        ?? Message(
          tr: "SELECT :'from' ve :'to' ile bir zaman sütununu karşılaştırsın.",
          en: "Let the SELECT compare a column of time with :'from' and :'to'.")
      let told =
        Message(
          tr: "  ! bir günlük okuma \(scan.table) tablosunun tamamını okur (yaklaşık \(scan.rows ?? 0) satır).",
          en: "  ! reading one day reads all of \(scan.table) (about \(scan.rows ?? 0) rows).") + remedy
      lines.append(isRefused(scan) ? told + refusal : told)
    }
  }

  /// Which other servers a relation's rows come from, and what cannot be told of them.
  private static func told(of servers: OtherServers) -> [Message] {
    if servers.isEmpty { return [] }
    let names = servers.names.joined(separator: ", ")
    let told = Message(
      tr: "  başka sunuculardan da okunur, ortak anlık görüntü olmadan: \(names)",
      en: "  also read from other servers, without a common snapshot: \(names)")
    return [told] + servers.unguarded.map { Message(verbatim: "  ! ") + SourceReading.unguarded($0) }
  }

  /// Whether a run would not read so large a table in this way.
  private func isRefused(_ scan: ScanAdvice) -> Bool {
    (try? ScanGuard(limit: source.scanLimit, isLifted: false).judge([scan], of: "")) == nil
  }

  private mutating func tellPrivileges(_ connection: borrowing SourceConnection) throws {
    let snapshot = connection.snapshot
    if !snapshot.excessPrivileges.isEmpty {
      let list = snapshot.excessPrivileges.joined(separator: ", ")
      lines.append(
        Message(
          tr: "! rol okumaktan fazlasını yapabilir: \(list). Yalnız SELECT yetkili bir rol kullanın.",
          en: "! the role can do more than read: \(list). Use a role with SELECT only."))
    }
    let obstacles = try DumpObstacles(on: connection)
    func list(_ tables: (count: Int, examples: [String])) -> String {
      tables.examples.joined(separator: ", ") + (tables.count > tables.examples.count ? ", …" : "")
    }
    if obstacles.unreadable.count > 0 {
      lines.append(
        Message(
          tr: "! yedek alınamaz: rol şunları okuyamaz (\(obstacles.unreadable.count)): \(list(obstacles.unreadable)). "
            + "“GRANT pg_read_all_data TO \(snapshot.role);”",
          en: "! no dump can be made: the role may not read these (\(obstacles.unreadable.count)): "
            + "\(list(obstacles.unreadable)). “GRANT pg_read_all_data TO \(snapshot.role);”"))
    }
    if obstacles.filtered.count > 0 {
      lines.append(
        Message(
          tr:
            "! yedek alınamaz: satır güvenliği satır gizliyor (\(obstacles.filtered.count)): \(list(obstacles.filtered)). "
            + "“ALTER ROLE \(snapshot.role) BYPASSRLS;”",
          en: "! no dump can be made: row-level security hides rows (\(obstacles.filtered.count)): "
            + "\(list(obstacles.filtered)). “ALTER ROLE \(snapshot.role) BYPASSRLS;”"))
    }
  }
}

extension Zone {
  /// A moment in the zone and in UTC: `2026-10-07 08:00:00 UTC+03:00 = 2026-10-07 05:00:00 UTC`.
  fileprivate func both(_ moment: Instant) -> String {
    let there = Zone.utc.text(of: moment)
    return offset(at: moment) == 0 && name == "UTC" ? there : "\(text(of: moment)) = \(there)"
  }
}
