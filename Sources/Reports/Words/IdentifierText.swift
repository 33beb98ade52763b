import Analysis
import Documents
import Model

/// What a document says of the identifiers of its rows, and of numbers that no row carries.
///
/// Under a user filter nothing is said of missing numbers: they are those of other users. Nor is anything where
/// identifiers are no numbers.
enum IdentifierText {
  private static let listedStretches = 20

  /// The lines of the table of completeness; `masked` writes a row's identifier as the document does.
  static func rows(
    _ identifiers: IdentifierGaps, _ masked: (String) -> String, _ context: SectionContext
  ) -> [(String, String)] {
    let words = context.words
    var rows: [(String, String)] = []
    if let ends = context.single(identifiers.listed.ends).flatMap({ $0 }) {
      rows.append((words[.firstLastID], "\(masked(ends.first.text)) – \(masked(ends.last.text))"))
    }
    switch numbering(identifiers, context) {
    case .none: break
    case .dense(let range, let missing, let stretches):
      rows.append((title(range, context), text(missing, stretches, context)))
    case .sparse(let range, let used):
      rows.append((title(range, context), words(.sparseNumbers, ["count": context.count(Int64(used))])))
    }
    return rows
  }

  /// What a missing number may mean, where one is missing.
  static func remark(_ identifiers: IdentifierGaps, _ context: SectionContext) -> String? {
    guard case .dense(_, let missing, _) = numbering(identifiers, context), missing > 0 else { return nil }
    return context.words[.gapsRemark]
  }

  /// The same for programs.
  static func value(
    _ identifiers: IdentifierGaps, _ masked: (String) -> String, _ context: SectionContext
  ) -> JSONValue {
    var (name, range, missing): (String?, ClosedRange<Int64>?, Int?)
    var listed: [ClosedRange<Int64>] = []
    switch numbering(identifiers, context) {
    case .none: break
    case .dense(let examined, let count, let stretches):
      (name, range, missing, listed) = ("dense", examined, count, stretches)
    case .sparse(let examined, _): (name, range) = ("sparse", examined)
    }
    let ends = context.single(identifiers.listed.ends).flatMap { $0 }
    func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
    func pair(_ range: ClosedRange<Int64>) -> JSONValue {
      .array([.integer(range.lowerBound), .integer(range.upperBound)])
    }
    return .object([
      .init("first", text(ends.map { masked($0.first.text) })), .init("last", text(ends.map { masked($0.last.text) })),
      .init("numbering", text(name)),
      .init("examined", showsNumbers(context) ? range.map { pair($0) } ?? .null : .null),
      .init("missing", missing.map { context.countValue(Int64($0)) } ?? .null),
      .init("missing_ranges", .array(showsNumbers(context) ? listed.map { pair($0) } : [])),
    ])
  }

  private static func numbering(_ identifiers: IdentifierGaps, _ context: SectionContext) -> IdentifierGaps.Numbering {
    !context.facts.isLimited ? identifiers.numbering() : .none
  }

  /// Missing numbers lie between those of rows that are there, which M2 hides and M3 does not know.
  private static func showsNumbers(_ context: SectionContext) -> Bool { context.mask == .M0 || context.mask == .M1 }

  private static func title(_ range: ClosedRange<Int64>, _ context: SectionContext) -> String {
    guard showsNumbers(context) else { return context.words[.missingIDs] }
    return context.words(.missingIDsBetween, ["first": String(range.lowerBound), "last": String(range.upperBound)])
  }

  private static func text(_ missing: Int, _ stretches: [ClosedRange<Int64>], _ context: SectionContext) -> String {
    let count = context.count(Int64(missing))
    if missing == 0 { return context.words[.noGaps] }
    guard showsNumbers(context) else { return count }
    let listed = stretches.prefix(listedStretches).map {
      $0.count == 1 ? String($0.lowerBound) : "\($0.lowerBound)–\($0.upperBound)"
    }
    return "\(count): \(listed.joined(separator: ", "))\(stretches.count > listedStretches ? " …" : "")"
  }
}
