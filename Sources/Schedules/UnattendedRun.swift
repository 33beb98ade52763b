/// What is to be started without a person: a schedule's run, for cron and systemd.
package struct UnattendedRun: Sendable {
  /// The schedule.
  package var name: String
  /// What it is called, in one line.
  package var title: String
  /// When it runs.
  package var when: CalendarExpression
  /// The IANA name of the zone that is meant in.
  package var zone: String
  /// The program and its words, absolute paths in them.
  package var command: [String]
  /// The program and its words that say how things stand, for a run that failed.
  package var statusCommand: [String]
  /// As whom it runs.
  package var user: String
  /// The folders it writes into.
  package var writable: [String]
  /// Files of secrets, which systemd hands over: what each is called there, and where it lies.
  package var credentials: [(name: String, path: String)]
  /// Up to how many seconds later systemd may start it.
  package var spread: Int

  /// A run from its parts.
  package init(
    name: String, title: String, when: CalendarExpression, zone: String, command: [String], statusCommand: [String],
    user: String, writable: [String], credentials: [(name: String, path: String)], spread: Int
  ) {
    (self.name, self.title, self.when, self.zone) = (name, title, when, zone)
    (self.command, self.statusCommand, self.user) = (command, statusCommand, user)
    (self.writable, self.credentials, self.spread) = (writable, credentials, spread)
  }

  /// Whether a schedule's name can be part of the names of units and of files of cron.d.
  package static func canName(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == UInt8(ascii: "-")
          || $0 == UInt8(ascii: "_")
      }
  }
}

/// A file for another program, not yet written.
package struct RenderedFile: Sendable, Equatable {
  /// Its name, without a folder.
  package let name: String
  /// Its lines.
  package let text: String
}
