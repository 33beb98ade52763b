package import Model

extension IssueRecord {
  /// What the source held of a document's period when it was issued, by relation; empty where nobody knows.
  package func rows(of number: DocumentNumber) -> [String: IssuedRows] {
    register.entries.last { $0.number == number && $0.state == .issued }?.rows ?? [:]
  }

  /// A document that was issued, as far as the archive can say.
  package enum Issued: Sendable {
    /// No document has the number.
    case unknown
    /// The number was given, and its folder is not there.
    case away
    /// What its manifest says.
    case there(Manifest.Head)
  }

  /// The document of a number.
  package func document(_ number: DocumentNumber) -> Issued {
    if let item = contents.packages.first(where: { $0.head.number == number && $0.name == number.folderName }) {
      return .there(item.head)
    }
    return register.entries.contains { $0.number == number } ? .away : .unknown
  }

  /// The document that has replaced another one; nil where it stands.
  package func successor(of number: DocumentNumber) -> DocumentNumber? {
    register.entries.first { $0.state == .issued && $0.replaces == number }?.number
  }

  /// The replaced documents of a schedule's period and those in their places, oldest first.
  package func replaced(
    source: String, schedule: String, period: Period
  ) -> [(replaced: DocumentNumber, successor: DocumentNumber)] {
    register.entries.compactMap { entry in
      guard entry.state == .issued, entry.source == source, entry.schedule == schedule, entry.period == period,
        let number = entry.number, let replaces = entry.replaces
      else { return nil }
      return (replaces, number)
    }
  }
}
