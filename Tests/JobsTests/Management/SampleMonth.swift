import Archive
import Documents
import Files
@testable import Jobs
import Model
import Reports
import Support

/// An archive in which a month's documents lie as the ledger says: what they say is made up, how they are read is not.
struct SampleMonth {
  /// October 2026, in UTC.
  static let month = period("2026-10-01", "2026-11-01")
  /// The moment after it.
  static let after = moment("2026-11-01T03:00:00Z")

  let folder: ScratchFolder
  let archive: Archive
  let configuration: Configuration
  private(set) var nights: [ExpectedNights.Task] = []
  private var counts: [String: Int] = [:]

  init(source settings: String = "") throws {
    folder = try ScratchFolder()
    try Folder.create(folder.path + "/archive")
    archive = try Archive(folder.path + "/archive")
    let file = try folder.write(
      "tutanak.yaml",
      """
      archive: "\(folder.path)/archive"
      zone: UTC
      sources:
        a: { system: plain, connection: "host=127.0.0.1 dbname=a"\(settings) }

      """)
    configuration = try Configuration(file: file, environment: [:])
  }

  static func moment(_ text: String) -> Instant { (try? Instant(text, in: .utc)) ?? .never }

  static func period(_ from: String, _ to: String) -> Period {
    Period(from: moment(from + "T00:00:00Z"), to: moment(to + "T00:00:00Z"))
  }

  /// Issues a document whose JSON copy has counts and tables; returns its number.
  @discardableResult
  mutating func issue(
    _ code: String, _ period: Period = Self.month, at moment: Instant = Self.after, mask: String = "M1",
    counts: [String: JSONValue] = [:], head: [String: JSONValue] = [:], tables: [String: [String]] = [:],
    summary: [String: PackageSummary.Count]? = nil, facts: [JSONValue.Member] = []
  ) throws -> String {
    let sequence = (self.counts[code] ?? 0) + 1
    self.counts[code] = sequence
    let text = "2026/\(code)-" + String(repeating: "0", count: 6 - String(sequence).count) + String(sequence)
    guard let number = DocumentNumber(text) else { throw ServerFailure(text) }
    let place = "\(archive.yearFolder(number.year))/\(number.folderName)"
    try Folder.create(archive.yearFolder(number.year))
    try Folder.create(place)
    var file = try OutputFile(at: "\(place)/\(number.folderName).json")
    try file.append(Self.copy(mask, counts, head, tables))
    try file.commit()
    var described = Manifest.Head(format: .package, number: number, source: "a", schedule: nil, period: period)
    described.mask = mask
    let told = PackageSummary(title: code, findings: summary, statements: nil)
    let digest = try Manifest.write(
      described, zone: "UTC", facts: [.init("summary", told.json)], seal: nil, in: place)
    try note(
      .issue, at: moment, document: text,
      [
        .init("report", .string(code)), .init("manifest_sha256", .string(digest)),
        .init("period_from", .string(period.from.iso8601)), .init("period_to", .string(period.to.iso8601)),
      ] + facts)
    return text
  }

  /// A JSON copy with one row a line, as the program writes it.
  private static func copy(
    _ mask: String, _ counts: [String: JSONValue], _ head: [String: JSONValue], _ tables: [String: [String]]
  ) -> String {
    let members =
      [JSONValue.Member("mask", .string(mask))] + head.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) }
      + [.init("counts", .object(counts.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) }))]
    let parts = tables.sorted { $0.key < $1.key }.map { name, rows in
      "  \"\(name)\": ["
        + (rows.isEmpty ? "]" : "\n" + rows.map { "    " + $0 }.joined(separator: ",\n") + "\n  ]")
    }
    return "{\n" + (["  \"document\": " + JSONValue.object(members).text(indent: 1)] + parts).joined(separator: ",\n")
      + "\n}\n"
  }

  /// Writes a line of the ledger.
  func note(
    _ act: LedgerEntry.Act, at moment: Instant, document: String? = nil, source: String? = "a",
    _ facts: [JSONValue.Member]
  ) throws {
    let ledger = Ledger(of: archive, by: .init(clock: { moment }, asOf: nil, user: "t"), isReadOnly: false)
    _ = try ledger.append(.init(act, .done, source: source, document: document, facts: facts))
  }

  /// Nights that a schedule owed a report of, and those that were empty.
  mutating func owe(_ report: String, _ days: [Int], empty: [Int] = [], vouched: [Int] = []) {
    var task = ExpectedNights.Task(source: "a", report: report)
    task.nights = Set(days.map(Self.night))
    (task.empty, task.vouched) = (Set(empty.map(Self.night)), Set(vouched.map(Self.night)))
    nights.append(task)
  }

  /// A day of October; 0 is the one before.
  static func night(_ day: Int) -> Period {
    let begin = month.from.advanced(by: Int64(day - 1) * microsecondsPerDay)
    return Period(from: begin, to: begin.advanced(by: microsecondsPerDay))
  }

  /// The month as it is read.
  func reading(_ reviews: FindingReviews = FindingReviews()) throws -> MonthReading {
    let author = Ledger.Author(clock: { Self.after }, asOf: nil, user: "t")
    let entries = try Ledger(of: archive, by: author, isReadOnly: true).entries()
    let record = try IssueRecord(backupsOf: archive) { try $0() }
    return MonthReading(
      documents: StandingDocuments(in: record, entries), nights: ExpectedNights(nights), ledger: entries,
      configuration: configuration, definitions: [:], reviews: ["a": reviews], reviewTimes: ReviewTimes([], entries),
      moment: Self.after, month: Self.month)
  }

  /// What is known of an indicator, and how it stands to its target.
  func value(
    _ indicator: ManagementSummary.Indicator, _ reviews: FindingReviews = FindingReviews()
  ) throws -> (value: ManagementValue, state: ManagementState) {
    let month = try reading(reviews).month(CivilDate(year: 2026, month: 10, day: 1))
    let value = month.value(indicator)
    return (value, ManagementState(value, ManagementSettings.defaults[indicator]))
  }
}
