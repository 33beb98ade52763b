import Archive
import Documents
import Messages
import Model

/// Says how things stand, section by section: `tutanak status`.
package struct StatusJob: Sendable {
  private let invocation: Invocation

  /// A job for everything that is configured; the invocation must be one that changes nothing.
  package init(_ invocation: Invocation) { self.invocation = invocation }

  /// Looks, and changes nothing.
  package func carryOut() async throws -> RunResult {
    try await LockedRun(invocation, as: "status").carryOut { run in
      if let damage = run.damage { throw damage }
      let (schedules, disk) = (try ScheduleStatus(in: run), try DiskStatus(in: run))
      let (backups, stamps) = (try BackupStatus(in: run), try TimeStampStatus(in: run))
      let (deliveries, disposals) = (try DeliveryStatus(in: run), try DisposalStatus(in: run))
      let sections = [
        schedules.section, backups.section, stamps.section, deliveries.section, disposals.section, disk.section,
      ]
      Metrics(invocation, of: run.record.archive, run.interruption).write()
      var result = RunResult()
      result.steps = sections.flatMap(\.steps)
      result.notices = sections.flatMap(\.complaints)
      result.listing = Listing(
        page: Message.joined(sections.map(\.page), by: "\n\n"),
        members: sections.map { .init($0.name, $0.json) })
      return result
    }
  }
}

/// One part of how things stand.
struct StatusSection {
  /// Its name in the JSON object.
  let name: String
  /// What a person reads.
  let page: Message
  /// What a script reads.
  let json: JSONValue
  /// What is not as it should be.
  let complaints: [Message]
  /// A step for each thing looked at, with what came of it.
  let steps: [RunStep]
}
