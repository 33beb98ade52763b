import Documents
import Messages
import Model
import Schedules

/// What the schedules are, and when they run next: `tutanak schedule list` and `next`.
package struct ScheduleJob: Sendable {
  private let invocation: Invocation
  private let catalogue: Catalogue

  /// A job of an invocation; it looks into no archive and asks no server.
  package init(_ invocation: Invocation) {
    self.invocation = invocation
    catalogue = Catalogue(invocation)
  }

  /// Every schedule with what it does and when it runs next.
  package func list() throws -> RunResult {
    var table = TextTable([
      Message(tr: "TAKVİM", en: "SCHEDULE"), Message(tr: "NE ZAMAN", en: "WHEN"), Message(tr: "DİLİM", en: "ZONE"),
      Message(tr: "SIRADAKİ", en: "NEXT"), Message(tr: "DÖNEM", en: "PERIOD"), Message(tr: "RAPORLAR", en: "REPORTS"),
      Message(tr: "YEDEK", en: "BACKUP"), Message(tr: "KAYNAKLAR", en: "SOURCES"), Message(tr: "ADI", en: "TITLE"),
    ])
    var values: [JSONValue] = []
    for schedule in try schedules(nil) {
      let zone = try catalogue.zone(of: schedule)
      let next = schedule.when?.next(after: invocation.asOf, in: zone)
      let sources = try catalogue.sources(of: schedule).map(\.name)
      table.add([
        Message(verbatim: schedule.name), Message(verbatim: schedule.when?.description ?? "-"),
        Message(verbatim: schedule.when == nil ? "-" : zone.name),
        Message(verbatim: next.map { zone.offsetText(of: $0.instant) } ?? "-"),
        Message(verbatim: schedule.period.description), Message(verbatim: schedule.reports.joined(separator: ", ")),
        schedule.hasBackup ? Message(tr: "evet", en: "yes") : Message(verbatim: "-"),
        Message(verbatim: sources.joined(separator: ", ")), schedule.title ?? Message(verbatim: schedule.name),
      ])
      values.append(json(schedule, zone, sources, next))
    }
    var result = RunResult()
    result.listing = Listing(page: table.text, members: [.init("schedules", .array(values))])
    return result
  }

  private func json(
    _ schedule: Schedule, _ zone: Zone, _ sources: [String], _ next: ScheduledInstant?
  ) -> JSONValue {
    func list(_ names: [String]) -> JSONValue { .array(names.map { .string($0) }) }
    let title = schedule.title.map { title in
      JSONValue.object([.init("tr", .string(title.tr)), .init("en", .string(title.en))])
    }
    return .object([
      .init("name", .string(schedule.name)), .init("title", title ?? .null),
      .init("when", schedule.when.map { .string($0.description) } ?? .null),
      .init("zone", schedule.when == nil ? .null : .string(zone.name)),
      .init("next", next.map { Self.json($0, zone) } ?? .null),
      .init("period", .string(schedule.period.description)), .init("reports", list(schedule.reports)),
      .init("backup", .bool(schedule.hasBackup)), .init("drill_us", schedule.drill.map { .integer($0) } ?? .null),
      .init("sources", list(sources)),
    ])
  }

  private static func json(_ next: ScheduledInstant, _ zone: Zone) -> JSONValue {
    .object([
      .init("at", .string(next.instant.iso8601)), .init("local", .string(zone.offsetText(of: next.instant))),
      .init("shifted", .bool(next.isShifted)),
    ])
  }

  /// So many of the next moments of one schedule, or of each.
  package func next(_ name: String?, count: Int) throws -> RunResult {
    var result = RunResult()
    var moments: [(next: ScheduledInstant, schedule: Schedule, zone: Zone)] = []
    for schedule in try schedules(name) {
      guard let when = schedule.when else {
        result.remarks.append(Self.withoutTime(schedule))
        continue
      }
      let zone = try catalogue.zone(of: schedule)
      moments += when.next(count, after: invocation.asOf, in: zone).map { ($0, schedule, zone) }
    }
    moments.sort { ($0.next.instant, $0.schedule.name) < ($1.next.instant, $1.schedule.name) }
    let lines = moments.map { moment in
      let line = Message(verbatim: "\(moment.zone.offsetText(of: moment.next.instant))  \(moment.schedule.name)")
      return moment.next.isShifted ? line + Self.shifted(moment.next, moment.zone) : line
    }
    result.listing = Listing(
      page: Message.joined(lines, by: "\n"),
      members: [
        .init(
          "next",
          .array(
            moments.map { moment in
              guard case .object(let members) = Self.json(moment.next, moment.zone) else { return .null }
              return .object([.init("schedule", .string(moment.schedule.name))] + members)
            }))
      ])
    return result
  }

  private static func shifted(_ next: ScheduledInstant, _ zone: Zone) -> Message {
    let wanted = String(next.wanted.iso8601.dropFirst(11).prefix(5))
    return Message(
      tr: " (\(wanted) o gün \(zone.name) saatinde yok)", en: " (there is no \(wanted) in \(zone.name) that day)")
  }

  private static func withoutTime(_ schedule: Schedule) -> Message {
    Message(
      tr: "\(schedule.name): “when” yok; ne zaman çalışacağı yazılmamış.",
      en: "\(schedule.name): there is no “when”; when it runs is not said.")
  }

  private func schedules(_ name: String?) throws -> [Schedule] {
    try (name.map { [$0] } ?? invocation.home.names("schedules")).map { try catalogue.schedule($0) }
  }
}

extension Zone {
  /// A moment with its offset, to the second: `2026-10-09T02:15:00+03:00`.
  func offsetText(of instant: Instant) -> String {
    String(localTime(at: instant).iso8601.prefix(19)) + offsetLabel(at: instant).dropFirst(3)
  }
}
