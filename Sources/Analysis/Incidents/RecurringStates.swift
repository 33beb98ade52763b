import Files
public import Model
import Records

/// Folds the findings of states: one line for each rule and person, and since when where the period before had the same.
///
/// The findings lie on the disk, so memory does not grow with them.
public final class RecurringStates {
  /// What a rule's findings about one user, address or session, or about the whole source in one branch, come to.
  public struct Line: Sendable {
    /// The rule.
    public let rule: String
    /// Whom it is about.
    public let key: Finding.Key
    /// The branch, where it is about the whole source.
    public let branch: String
    /// How many findings there are.
    public fileprivate(set) var count: Int64 = 0
    /// The highest severity among them.
    public fileprivate(set) var severity = Severity.info
    /// The begin of the first.
    public fileprivate(set) var first = Instant.infinity
    /// The end of the last.
    public fileprivate(set) var last = Instant.minusInfinity
    /// The begin of the first such finding of the period before; nil where it had none.
    public fileprivate(set) var since: Instant?
  }

  private let findings: SortedSpool
  private var record = RecordBuffer()

  private static let kinds = Finding.Key.Kind.allCases
  private static let severities = Severity.allCases

  /// Nothing yet; the records will lie on the file system of `folder`.
  public init(folder: String) { findings = SortedSpool(in: folder) }

  /// Adds a finding of the report, or of the period before it; others than of states are not looked at.
  public func add(_ definition: RuleDefinition, _ finding: Finding, isBefore: Bool) throws {
    guard IncidentPart(definition) == .state else { return }
    record.clear()
    record.append(bytes: Identifier(definition.id).ascendingBytes)
    record.append(place: finding.key.kind.place)
    record.append(bytes: finding.key.value.ascendingBytes)
    record.append(bytes: Identifier(finding.key.kind == .tenant ? finding.branch : "").ascendingBytes)
    record.append(byte: isBefore ? 1 : 0)
    record.append(place: finding.severity.place)
    record.append(number: finding.first.microseconds)
    record.append(number: finding.last.microseconds)
    try findings.append(record)
  }

  /// Lends every line of the report, by rule and key.
  public func forEach(_ body: (Line) throws -> Void) throws {
    var line: Line?
    func end() throws {
      if let line, line.count > 0 { try body(line) }
    }
    try findings.forEachInOrder { record in
      var rest = record
      guard let rule = Identifier(takenFrom: &rest), let place = rest.popFirst(), place > 0,
        let value = Identifier(takenFrom: &rest), let branch = Identifier(takenFrom: &rest)
      else { return }
      let key = Finding.Key(kind: Self.kinds[Int(place) - 1], value: value)
      if line?.rule != rule.text || line?.key != key || line?.branch != branch.text {
        try end()
        line = Line(rule: rule.text, key: key, branch: branch.text)
      }
      var fields = RecordFields(rest)
      let isBefore = fields.byte() == 1
      let severity = fields.value(of: Self.severities) ?? .info
      let (first, last) = (Instant(microseconds: fields.number()), Instant(microseconds: fields.number()))
      guard var known = line else { return }
      if isBefore {
        known.since = min(known.since ?? .infinity, first)
      } else {
        known.count += 1
        known.severity = max(known.severity, severity)
        if first.isMeaningful { known.first = min(known.first, first) }
        if last.isMeaningful { known.last = max(known.last, last) }
      }
      line = known
    }
    try end()
  }
}
