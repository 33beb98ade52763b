import Excel
import Messages
import Model
import Reports

/// The columns of the table of findings that a reviewer fills in, and how what stands in them is read.
struct ReviewForm {
  /// The table, and its columns.
  static let form = FilledWorkbook.Form(
    table: "findings", columns: Set([decision, reviewer, moment, breach, reason, until]))
  /// How long a text may be, in characters of Unicode.
  static let longest = 500

  private static let decision = ColumnName.humanReview.rawValue
  private static let reviewer = ColumnName.reviewer.rawValue
  private static let moment = ColumnName.decidedAt.rawValue
  private static let breach = ColumnName.breachCandidate.rawValue
  private static let reason = ColumnName.reviewReason.rawValue
  private static let until = ColumnName.reviewUntil.rawValue

  /// The words of decisions, in every language.
  var decisions: [String: FindingReview.Decision]
  /// The words of answers to whether it may be a breach, in every language.
  var answers: [String: FindingReview.BreachAnswer]
  /// The zone of written times.
  let zone: Zone
  /// When the document was issued.
  let issuedAt: Instant
  /// The moment of the import.
  let now: Instant

  /// A form whose words are those of catalogs.
  init(_ catalogs: [TextCatalog], zone: Zone, issuedAt: Instant, now: Instant) {
    var (decisions, answers): ([String: FindingReview.Decision], [String: FindingReview.BreachAnswer]) = ([:], [:])
    for words in catalogs {
      for decision in FindingReview.Decision.allCases { decisions[words[decision.word]] = decision }
      for answer in FindingReview.BreachAnswer.allCases { answers[words[answer.word]] = answer }
    }
    (self.decisions, self.answers, self.zone) = (decisions, answers, zone)
    (self.issuedAt, self.now) = (issuedAt, now)
  }

  /// The review of a row, or what is wrong with it: everything, not the first thing only.
  ///
  /// `standing` gives the archive's decision on the same finding. Where it is the same, its last day need not lie ahead any
  /// more; where it is another, the new one must be later, lest an old copy take it back.
  func review(
    in row: FilledWorkbook.Row, standing: (FindingReview) -> FindingReview?
  ) -> (review: FindingReview?, faults: [ReviewFault]) {
    var faults: [ReviewFault] = []
    func fault(_ column: String, _ problem: ReviewFault.Problem) {
      faults.append(ReviewFault(sheet: row.sheet, cell: row.name(of: column), problem: problem))
    }
    let cells = { (column: String) in row.cells[column] ?? .empty }
    let decision = word(cells(Self.decision)).flatMap { decisions[$0] }
    for (column, problem) in unseen(row) { fault(column, problem) }
    if decision == nil {
      fault(Self.decision, cells(Self.decision).isBlank ? .decisionMissing : .decisionUnknown)
    }
    let reviewer = text(cells(Self.reviewer))
    if cells(Self.reviewer).isBlank { fault(Self.reviewer, .reviewerMissing) }
    if !cells(Self.reviewer).isBlank, reviewer == nil { fault(Self.reviewer, .textUnprintable) }
    let reason = text(cells(Self.reason))
    if !cells(Self.reason).isBlank, reason == nil { fault(Self.reason, .textUnprintable) }
    if cells(Self.reason).isBlank, decision?.isHarmless == true { fault(Self.reason, .reasonMissing) }
    let answer = word(cells(Self.breach)).flatMap { answers[$0] }
    if answer == nil, !cells(Self.breach).isBlank { fault(Self.breach, .breachUnknown) }
    if decision?.isHarmless == true, let answer, answer != .no { fault(Self.breach, .breachOfHarmless) }
    let moment = WrittenMoment.moment(cells(Self.moment), in: zone)
    if let problem = problem(ofMoment: cells(Self.moment), moment) { fault(Self.moment, problem) }
    let until = WrittenMoment.day(cells(Self.until))
    let untilProblem = problem(ofUntil: cells(Self.until), until, decision)
    if let untilProblem, untilProblem != .untilOver { fault(Self.until, untilProblem) }
    guard faults.isEmpty, let decision, let reviewer, let moment,
      case .text(let finding) = cells(ColumnName.findingID.rawValue),
      case .text(let rule) = cells(ColumnName.rule.rawValue)
    else { return (nil, faults) }
    var repeatKey: String?
    if case .text(let key) = cells(ColumnName.repeatKey.rawValue) { repeatKey = key }
    let review = FindingReview(
      finding: finding, repeatKey: repeatKey, rule: rule, decision: decision, reviewer: reviewer, decidedAt: moment,
      reason: reason, until: until, breach: answer)
    let standing = standing(review)
    if untilProblem != nil, standing != review { fault(Self.until, .untilOver) }
    if let standing, standing != review, review.decidedAt <= standing.decidedAt {
      fault(Self.moment, .momentNotLater)
    }
    return faults.isEmpty ? (review, []) : (nil, faults)
  }

  /// What of a row nobody sees who looks at the sheet: nothing that is hidden is taken for somebody's decision.
  private func unseen(_ row: FilledWorkbook.Row) -> [(column: String, problem: ReviewFault.Problem)] {
    let filled = Self.form.columns.filter { row.hiddenColumns.contains($0) && row.cells[$0] ?? .empty != .empty }
    return (row.isOnHiddenSheet ? [(Self.decision, .sheetHidden)] : [])
      + (row.isHidden ? [(Self.decision, .rowHidden)] : []) + filled.sorted().map { ($0, .columnHidden) }
  }

  /// Whether the document's table has every column that is read.
  static func isLeft(in columns: [String]) -> Bool {
    form.columns.union([ColumnName.findingID, .rule, .repeatKey].map(\.rawValue)).isSubset(of: columns)
  }

  private func problem(ofMoment cell: SheetCell, _ moment: Instant?) -> ReviewFault.Problem? {
    if cell.isBlank { return .momentMissing }
    guard let moment else { return .momentUnreadable }
    // People write minutes.
    let minute = 60 * microsecondsPerSecond
    let earliest = Instant(microseconds: floorDivide(issuedAt.microseconds, minute) * minute)
    return moment < earliest ? .momentTooEarly : moment > now ? .momentAhead : nil
  }

  private func problem(
    ofUntil cell: SheetCell, _ until: CivilDate?, _ decision: FindingReview.Decision?
  ) -> ReviewFault.Problem? {
    guard let decision else { return nil }
    if !decision.isHarmless { return cell.isBlank ? nil : .untilUncalledFor }
    if cell.isBlank { return .untilMissing }
    guard let until else { return .untilUnreadable }
    let today = zone.localTime(at: now).date
    return until > today.advanced(byMonths: 12) ? .untilTooFar : until <= today ? .untilOver : nil
  }

  /// A word of a list, without spaces around it.
  private func word(_ cell: SheetCell) -> String? {
    guard case .text(let text) = cell else { return nil }
    return Self.trimmed(text)
  }

  /// A text in one line that can be printed as it is.
  private func text(_ cell: SheetCell) -> String? {
    guard case .text(let text) = cell else { return nil }
    let scalars = Self.trimmed(text).unicodeScalars
    guard scalars.count <= Self.longest, !scalars.contains(where: VisibleText.isInvisible),
      scalars.contains(where: Self.isSeen), !scalars.contains(where: { Self.blanks.contains($0) })
    else { return nil }
    return String(scalars)
  }

  /// Characters that Unicode counts as letters or marks, and that nobody sees.
  private static let blanks: Set<Unicode.Scalar> = [
    "\u{115F}", "\u{1160}", "\u{17B4}", "\u{17B5}", "\u{180E}", "\u{2800}", "\u{3164}", "\u{FFA0}",
  ]

  private static func isSeen(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  private static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }
}

extension SheetCell {
  /// Whether nothing, or nothing but spaces, stands in it.
  fileprivate var isBlank: Bool {
    switch self {
    case .empty: true
    case .text(let text): text.unicodeScalars.allSatisfy { $0.properties.isWhitespace }
    case .number, .foreign: false
    }
  }
}
