import Analysis
import Files
import Model
import Records

/// The users with findings, put aside on the disk finding by finding: memory holds one user at a time.
final class FindingUsers {
  /// What one user's findings come to.
  private struct Sums {
    let user: Identifier
    /// By severity, in the order of ``Severity``.
    var severities = Array(repeating: Int64(0), count: Severity.allCases.count)
    var rules: Set<String> = []
    /// The begin of the first and the end of the last.
    var first = Instant.infinity
    var last = Instant.minusInfinity

    mutating func add(_ record: RecordFields) {
      var fields = record
      rules.insert(fields.text() ?? "")
      severities[(fields.value(of: Severity.allCases) ?? .info).rawValue] += 1
      first = min(first, Instant(microseconds: fields.number()))
      last = max(last, Instant(microseconds: fields.number()))
    }

    /// For sorting: findings of the highest severity weigh most.
    var weight: Int64 { severities.reversed().reduce(0) { $0 << 12 | min($1, 4095) } }
  }

  private let context: RowContext
  private let folder: String
  private let findings: SortedSpool
  private var record = RecordBuffer()

  /// Nobody yet; the records will lie in `folder`.
  init(_ context: RowContext, folder: String) {
    self.context = context
    self.folder = folder
    findings = SortedSpool(in: folder)
  }

  /// Adds a finding; those that are not about a user are not looked at.
  func add(_ rule: String, _ finding: Finding) throws {
    guard finding.key.kind == .user else { return }
    record.clear()
    record.append(bytes: finding.key.value.ascendingBytes)
    record.append(field: rule)
    record.append(place: finding.severity.place)
    // Rows without a time have no place on a clock.
    let hasTime = finding.last.isMeaningful
    record.append(number: (hasTime ? finding.first : .infinity).microseconds)
    record.append(number: (hasTime ? finding.last : .minusInfinity).microseconds)
    try findings.append(record)
  }

  /// A row for each user, those with the gravest findings first, and how many users there are; without persons there is no
  /// row.
  func finish() throws -> (rows: TableRows, count: Int) {
    let rows = SortedTableRows(in: folder)
    var count = 0
    var sums: Sums?
    func end() throws {
      guard let sums else { return }
      count += 1
      if context.mask.level.showsPersons { try write(sums, rows) }
    }
    try findings.forEachInOrder { record in
      var rest = record
      guard let user = Identifier(takenFrom: &rest) else { return }
      if sums?.user != user {
        try end()
        sums = Sums(user: user)
      }
      sums?.add(RecordFields(rest))
    }
    try end()
    return (try rows.finish(), count)
  }

  private func write(_ sums: Sums, _ rows: SortedTableRows) throws {
    try rows.append(descending: sums.weight, order: context.order(of: sums.user, shown: nil)) { row in
      row.append(context.userKey(sums.user))
      row.append(context.userName(sums.user, shown: nil))
      for severity in Severity.allCases.reversed() { row.append(.integer(sums.severities[severity.rawValue])) }
      row.append(.text(sums.rules.sorted().joined(separator: ", ")))
      row.append(context.moment(sums.first))
      row.append(context.moment(sums.last))
    }
  }
}
