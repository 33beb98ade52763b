import Documents
package import Model

/// One line of the register: a number that was given, or what came of a period that has none.
package struct RegisterEntry: Sendable, Equatable {
  /// What came of it.
  package enum State: String, Sendable, Decodable {
    /// The schedule began to owe this: nothing before is due.
    case begun
    /// The number is about to be given; the document has it once its folder has its name.
    case reserved
    /// Issued, or backed up.
    case issued
    /// Nothing was recorded in the period, and the configuration wants no document then.
    case empty
    /// A night whose backup was not made, and can never be: told once.
    case missed
    /// A backup that was made, and removed for good since: its night is not owed again.
    case purged
  }

  /// What came of it.
  package var state: State
  /// The number; nil where there is no document.
  package var number: DocumentNumber?
  /// The report; nil for a backup.
  package var report: String?
  /// The source.
  package var source: String
  /// The schedule; nil when a person asked.
  package var schedule: String?
  /// The period; nil for a backup that a person asked for.
  package var period: Period?
  /// The folder's name of a backup.
  package var backup: String?
  /// SHA-256 of the manifest.
  package var manifestDigest: String?
  /// The edition, from 1.
  package var edition = 1
  /// The number of the document it replaces.
  package var replaces: DocumentNumber?
  /// Whether its files were found changed: they are read again until they are sound.
  package var isDamaged = false
  /// What the source held of the period of a document, by relation, for the nights after to compare with.
  package var rows: [String: IssuedRows] = [:]

  /// An entry without a number.
  package init(state: State, report: String?, source: String, schedule: String?, period: Period?) {
    self.state = state
    self.report = report
    self.source = source
    self.schedule = schedule
    self.period = period
  }

  /// The entry of what a manifest heads; `backup` is the folder's name of a backup.
  package init(state: State, _ head: Manifest.Head, backup: String? = nil, digest: String) {
    self.init(
      state: state, report: head.number?.code, source: head.source, schedule: head.schedule, period: head.period)
    number = head.number
    edition = head.edition
    replaces = head.replaces
    rows = head.rows
    self.backup = backup
    manifestDigest = digest
  }

  /// Whether it is of the same package or backup.
  func isOfSame(_ other: RegisterEntry) -> Bool {
    number == other.number && (number != nil || source == other.source && backup == other.backup && backup != nil)
  }

  var json: JSONValue {
    func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    var members: [JSONValue.Member] = [
      .init("state", .string(state.rawValue)), .init("number", text(number?.text)), .init("report", text(report)),
      .init("source", .string(source)), .init("schedule", text(schedule)),
      .init(
        "period",
        period.map { .object([.init("from", .string($0.from.iso8601)), .init("to", .string($0.to.iso8601))]) } ?? .null),
    ]
    if let replaces {
      members += [.init("edition", .integer(Int64(edition))), .init("replaces", .string(replaces.text))]
    }
    if let backup { members.append(.init("backup", .string(backup))) }
    if let manifestDigest { members.append(.init("manifest_sha256", .string(manifestDigest))) }
    if isDamaged { members.append(.init("damaged", .bool(true))) }
    if !rows.isEmpty {
      members.append(.init("rows", .object(rows.sorted { $0.key < $1.key }.map { .init($0.key, $0.value.json) })))
    }
    return .object(members)
  }
}

/// An entry as the register's file has it.
struct StoredEntry: Decodable {
  var state: RegisterEntry.State
  var number: String?
  var report: String?
  var source: String
  var schedule: String?
  var period: StoredPeriod?
  var backup: String?
  var manifest_sha256: String?
  var damaged: Bool?
  var edition: Int?
  var replaces: String?
  var rows: [String: IssuedRows]?

  /// The entry; nil when its number or period cannot be read.
  var value: RegisterEntry? {
    if let period, period.value == nil { return nil }
    var entry = RegisterEntry(state: state, report: report, source: source, schedule: schedule, period: period?.value)
    if let number {
      guard let number = DocumentNumber(number) else { return nil }
      entry.number = number
    }
    if let replaces {
      guard let replaces = DocumentNumber(replaces) else { return nil }
      entry.replaces = replaces
    }
    entry.edition = edition ?? 1
    entry.backup = backup
    entry.manifestDigest = manifest_sha256
    entry.isDamaged = damaged ?? false
    entry.rows = rows ?? [:]
    return entry
  }
}
