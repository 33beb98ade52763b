import Archive
import Documents
import Messages
import Model
import Schedules

/// What every schedule has issued, owes and missed, and when each ran and runs next.
struct ScheduleStatus {
  /// The schedules of the home.
  let standings: [ScheduleStanding]
  /// The documents of which another edition is due, as the last runs have found.
  let editionsDue: [(document: String, edition: Int)]
  private let zone: Zone

  /// How many of the newest periods the JSON object lists.
  private static let listed = 14

  /// Reads the archive.
  init(in run: RunContext) throws {
    let configuration = run.invocation.configuration
    let history = RunHistory(try run.record.ledger?.entries() ?? [], lateRows: configuration.lateRows)
    standings = try ScheduleStanding.all(in: run, history)
    editionsDue = history.editionsDue.map { ($0.key, $0.value) }.sorted {
      $0.document.utf8.lexicographicallyPrecedes($1.document.utf8)
    }
    zone = configuration.zone
  }

  /// The section.
  var section: StatusSection {
    StatusSection(
      name: "schedule_status", page: page,
      json: .object([.init("schedules", .array(standings.map(json))), .init("editions_due", due)]),
      complaints: complaints,
      steps: standings.flatMap { standing in
        sources(of: standing).map { source in
          let isWanting = standing.tasks.contains { $0.source == source && $0.periods.contains(where: \.isWanting) }
          return RunStep(.status, source: source, isWanting ? .lacking : .inOrder)
        }
      } + (editionsDue.isEmpty ? [] : [RunStep(.status, .lacking)]))
  }

  /// The documents of which another edition is due, as the last runs have found.
  private var due: JSONValue {
    .array(
      editionsDue.map {
        .object([.init("document", .string($0.document)), .init("edition", .integer(Int64($0.edition)))])
      })
  }

  private var page: Message {
    var runs = TextTable([
      Message(tr: "TAKVİM", en: "SCHEDULE"), Message(tr: "SON ÇALIŞTIRMA", en: "LAST RUN"),
      Message(tr: "ÇIKIŞ", en: "EXIT"), Message(tr: "SON BAŞARILI", en: "LAST GOOD"),
      Message(tr: "SIRADAKİ", en: "NEXT DUE"),
    ])
    var states = TextTable([
      Message(tr: "TAKVİM", en: "SCHEDULE"), Message(tr: "KAYNAK", en: "SOURCE"), Message(tr: "RAPOR", en: "REPORT"),
      Message(tr: "SON DÖNEM", en: "NEWEST"), Message(tr: "DURUM", en: "STATE"), Message(tr: "BELGE", en: "ITEM"),
      Message(tr: "EKSİK", en: "MISSING"), Message(tr: "BOŞ", en: "NIL"), Message(tr: "YENİ SÜRÜM", en: "SUPERSEDED"),
    ])
    for standing in standings {
      runs.add([
        Message(verbatim: standing.schedule.name), moment(standing.lastRun?.at, standing.zone),
        Message(verbatim: standing.lastRun.map { $0.exitCode.map(String.init) ?? "?" } ?? "-"),
        moment(standing.lastGoodRun?.at, standing.zone), moment(standing.next, standing.zone),
      ])
      for task in standing.tasks where !task.periods.isEmpty { states.add(row(standing, task)) }
    }
    let tables = [runs.text, states.text].filter { !$0.en.isEmpty }
    return tables.isEmpty
      ? Message(tr: "Hiç takvim yok.", en: "There are no schedules.") : Message.joined(tables, by: "\n\n")
  }

  private func row(_ standing: ScheduleStanding, _ task: ScheduleStanding.Task) -> [Message] {
    let newest = task.periods.last
    let name = task.report.map { Message(verbatim: $0) } ?? Message(tr: "yedek", en: "backup")
    let counts = [
      task.periods.count(where: \.isWanting), task.count(.empty), task.count(.superseded),
    ].map { Message(verbatim: String($0)) }
    return [
      Message(verbatim: standing.schedule.name), Message(verbatim: task.source), name,
      Message(verbatim: newest?.period.firstDay(in: zone) ?? "-"), newest?.state.words ?? Message(verbatim: "-"),
      Message(verbatim: newest?.item ?? "-"),
    ] + counts
  }

  private func moment(_ instant: Instant?, _ zone: Zone) -> Message {
    Message(verbatim: instant.map { zone.offsetText(of: $0) } ?? "-")
  }

  /// The sources that a schedule has something to do for.
  func sources(of standing: ScheduleStanding) -> [String] {
    var names: [String] = []
    for task in standing.tasks where !names.contains(task.source) { names.append(task.source) }
    return names
  }

  private var complaints: [Message] {
    var messages: [Message] = []
    for standing in standings {
      for source in sources(of: standing) {
        let tasks = standing.tasks.filter { $0.source == source }
        let wanting = tasks.flatMap { task in task.periods.filter(\.isWanting).map { (task, $0) } }
        guard let first = wanting.map(\.1.period).min(by: { $0.from < $1.from }) else { continue }
        let count = Set(wanting.map(\.1.period)).count
        let kinds = tasks.filter { task in task.periods.contains(where: \.isWanting) }
        let (tr, en) = (kinds.map { $0.report ?? "yedek" }, kinds.map { $0.report ?? "backup" })
        let day = first.firstDay(in: zone)
        let failed = wanting.contains { $0.1.state == .failed }
        let exit = standing.lastRun?.exitCode.map(String.init) ?? "?"
        messages.append(
          Message(
            tr: "\(standing.schedule.name), \(source): \(count) dönem düzenlenmedi, ilki \(day) "
              + "(\(tr.joined(separator: ", "))). "
              + (failed ? "Son çalıştırma başarısız (\(exit)); " : "")
              + "“tutanak run \(standing.schedule.name)” tamamlar.",
            en: "\(standing.schedule.name), \(source): \(count) period\(count == 1 ? "" : "s") not issued, the first "
              + "\(day) (\(en.joined(separator: ", "))). "
              + (failed ? "The last run failed (\(exit)). " : "")
              + "“tutanak run \(standing.schedule.name)” makes up for them."))
      }
    }
    return messages
      + editionsDue.map { due in
        let command = "tutanak report \(due.document.dropFirst(5).prefix(3)) --reissue \(due.document) --reason \"…\""
        return Message(
          tr: "\(due.document) belgesinin \(due.edition). sürümü gerekiyor: \(command)",
          en: "edition \(due.edition) of \(due.document) is due: \(command)")
      }
  }
}

extension ScheduleStatus {
  private func json(_ standing: ScheduleStanding) -> JSONValue {
    func moment(_ instant: Instant?) -> JSONValue { instant.map { .string($0.iso8601) } ?? .null }
    let last = standing.lastRun.map { run in
      JSONValue.object([
        .init("at", .string(run.at.iso8601)), .init("exit_code", run.exitCode.map { .integer(Int64($0)) } ?? .null),
      ])
    }
    return .object([
      .init("name", .string(standing.schedule.name)),
      .init("when", standing.schedule.when.map { .string($0.description) } ?? .null),
      .init("zone", standing.schedule.when == nil ? .null : .string(standing.zone.name)),
      .init("last_run", last ?? .null), .init("last_good_run", moment(standing.lastGoodRun?.at)),
      .init("next_due", moment(standing.next)), .init("tasks", .array(standing.tasks.map(json))),
    ])
  }

  private func json(_ task: ScheduleStanding.Task) -> JSONValue {
    let counts = PeriodState.State.allCases.map { state in
      JSONValue.Member(state.rawValue, .integer(Int64(task.count(state))))
    }
    return .object([
      .init("source", .string(task.source)), .init("report", task.report.map { .string($0) } ?? .null),
      .init("since", task.periods.first.map { .string($0.period.from.iso8601) } ?? .null),
      .init("counts", .object(counts)),
      .init("first_wanting", task.periods.first(where: \.isWanting)?.json ?? .null),
      .init("newest", .array(task.periods.suffix(Self.listed).reversed().map(\.json))),
    ])
  }
}

extension PeriodState.State {
  /// What a person calls it.
  fileprivate var words: Message {
    switch self {
    case .issued: Message(tr: "düzenlendi", en: "issued")
    case .empty: Message(tr: "boş düzenlendi", en: "nil")
    case .none: Message(tr: "kayıt yok", en: "no records")
    case .superseded: Message(tr: "yerine geçildi", en: "superseded")
    case .pending: Message(tr: "bekliyor", en: "pending")
    case .missing: Message(tr: "eksik", en: "missing")
    case .failed: Message(tr: "başarısız", en: "failed")
    case .missed: Message(tr: "alınamadı", en: "missed")
    }
  }
}
