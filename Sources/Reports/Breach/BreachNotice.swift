package import Model

/// A breach of personal data as somebody describes it for the Board; what is not said stays open.
package struct BreachNotice: Sendable, Equatable {
  /// Something that is kept as evidence.
  package struct Evidence: Sendable, Equatable {
    /// What it is.
    package var name: String
    /// The SHA-256 of its file; nil where it is no file.
    package var digest: String?

    /// Evidence from its parts.
    package init(name: String, digest: String?) { (self.name, self.digest) = (name, digest) }
  }

  /// Something that happened and that no record shows.
  package struct Happening: Sendable, Equatable {
    /// When.
    package var moment: Instant
    /// What.
    package var text: String

    /// A happening from its parts.
    package init(moment: Instant, text: String) { (self.moment, self.text) = (moment, text) }
  }

  /// What it is called.
  package var incident: String
  /// When an alarm or a suspicion came; it starts no deadline.
  package var alarm: Instant?
  /// When a person confirmed a possible effect on personal data; nil is said to be open.
  package var awareness: Instant?
  /// Whether it still goes on.
  package var isGoingOn: Bool
  /// What was said of the form's fields.
  package var form: [BreachField: String]
  /// What happened besides the records.
  package var happenings: [Happening]
  /// What is kept as evidence.
  package var evidence: [Evidence]
  /// Turkish time.
  package var turkey: Zone

  /// A notice from its parts.
  package init(
    incident: String, alarm: Instant?, awareness: Instant?, isGoingOn: Bool, form: [BreachField: String],
    happenings: [Happening], evidence: [Evidence], turkey: Zone
  ) {
    (self.incident, self.alarm, self.awareness, self.isGoingOn) = (incident, alarm, awareness, isGoingOn)
    (self.form, self.happenings, self.evidence, self.turkey) = (form, happenings, evidence, turkey)
  }

  /// The 72 hours from awareness; nil while that is open.
  package var deadline: LegalDeadline? { awareness.map { LegalDeadline(.hours(72), from: $0, in: turkey) } }

  /// The same from the alarm: the earliest that can be meant while awareness is open.
  package var earliestDeadline: LegalDeadline? { alarm.map { LegalDeadline(.hours(72), from: $0, in: turkey) } }
}

extension BreachField {
  /// The fields that the program fills in itself, and nobody writes.
  package static let computed: Set<BreachField> = [
    .cFiling, .dDetected, .dAware, .iPersons, .iRecords, .oAnnexes,
  ]
}
