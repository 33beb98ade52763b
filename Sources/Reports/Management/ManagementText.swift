import Documents
import Model
import Records

/// How a management summary writes its numbers, targets and sources.
extension SectionContext {
  /// What counts persons, or what they did: at M3 no small number of it is shown.
  private static let personal: Set<ManagementSummary.Indicator> = [
    .severeFindings, .incidents, .unreviewed, .applicationsLate, .authoritiesLate,
  ]

  /// Whether an indicator counts persons, or what they did.
  static func isPersonal(_ indicator: ManagementSummary.Indicator) -> Bool { personal.contains(indicator) }

  private func number(_ count: Int64, _ indicator: ManagementSummary.Indicator) -> String {
    Self.personal.contains(indicator) ? self.count(count) : formats.integer(count)
  }

  /// Whether a number may be told as a small one alone.
  private func isHidden(_ count: Int64, _ indicator: ManagementSummary.Indicator) -> Bool {
    Self.personal.contains(indicator) && number(count, indicator) == Self.small
  }

  /// The lower bound of a number: of a small one, that it is at least one.
  private func lowerBound(_ count: Int64, _ indicator: ManagementSummary.Indicator) -> String {
    isHidden(count, indicator) ? formats.integer(1) : number(count, indicator)
  }

  /// A number for programs.
  func value(_ count: Int64, _ indicator: ManagementSummary.Indicator) -> Cell {
    Self.personal.contains(indicator) ? countCell(count) : .integer(count)
  }

  /// `3 / 90`, `≥ 3` where something is not known, `10–18` where documents hide small counts; a dash where nothing is known.
  func text(_ value: ManagementValue, _ indicator: ManagementSummary.Indicator) -> String {
    guard value.isKnown else { return CellText.dash }
    var text = number(value.least, indicator)
    let least = lowerBound(value.least, indicator)
    if !value.gaps.isEmpty {
      text = words(.atLeast, ["count": least])
    } else if !value.isExact {
      let most = number(value.most, indicator)
      text = isHidden(value.most, indicator) ? most : words(.between, ["least": least, "most": most])
      if least == most { text = most }
    }
    guard let whole = value.whole else { return text }
    return words(.ofWhole, ["count": text, "whole": number(whole, indicator)])
  }

  /// `≤ 0`, `≤ 0 (≤ 2)`; a dash where there is no target.
  func text(_ target: ManagementSummary.Target?) -> String {
    guard let target else { return CellText.dash }
    let limit = formats.integer(target.limit)
    if target.tolerated == target.limit { return words(.atMost, ["limit": limit]) }
    return words(.atMostTolerated, ["limit": limit, "tolerated": formats.integer(target.tolerated)])
  }

  /// The state with its sign; where no answer was issued, nobody says that none was due.
  func text(_ state: ManagementState, of indicator: ManagementSummary.Indicator) -> String {
    let answers: Set<ManagementSummary.Indicator> = [.applicationsLate, .breachesLate, .authoritiesLate]
    return state == .none && answers.contains(indicator) ? "\(state.symbol) \(words[.noAnswer])" : text(state)
  }

  /// The state with its sign.
  func text(_ state: ManagementState) -> String { "\(state.symbol) \(words.name(state))" }

  /// The marks beside the words for states.
  var stateTones: [String: Tone] {
    let noAnswer = (text(.none, of: .applicationsLate), ManagementState.none.tone)
    return Dictionary(
      ManagementState.allCases.map { (text($0), $0.tone) } + [noAnswer], uniquingKeysWith: { first, _ in first })
  }

  /// The value of the month before, with where it went: up, down or nowhere.
  func text(previous: ManagementValue, now: ManagementValue, _ indicator: ManagementSummary.Indicator) -> String {
    let text = text(previous, indicator)
    guard previous.isWhole, now.isWhole else { return text }
    return text + (now.least > previous.least ? " ↑" : now.least < previous.least ? " ↓" : " →")
  }

  /// The documents that a value comes from; so many ranges, and how many more there are.
  func origin(_ value: ManagementValue, limit: Int = .max) -> String {
    let ranges = Self.ranges(value.documents)
    var parts = Array(ranges.prefix(limit))
    if ranges.count > parts.count { parts.append(words(.more, ["count": String(ranges.count - parts.count)])) }
    return parts.joined(separator: ", ")
  }

  /// `2026/OTR-000001–000031`: numbers that follow each other as one range, each number once.
  package static func ranges(_ numbers: [String]) -> [String] {
    var ranges: [(series: Substring, first: Substring, last: Substring, end: Int)] = []
    let unique = Set(numbers).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for number in unique {
      guard let dash = number.utf8.lastIndex(of: UInt8(ascii: "-")) else { continue }
      let (series, digits) = (number[..<dash], number[number.index(after: dash)...])
      let sequence = Int(digits) ?? 0
      if let open = ranges.last, open.series == series, open.end + 1 == sequence {
        ranges[ranges.count - 1].last = digits
        ranges[ranges.count - 1].end = sequence
      } else {
        ranges.append((series, digits, digits, sequence))
      }
    }
    return ranges.map { $0.first == $0.last ? "\($0.series)-\($0.first)" : "\($0.series)-\($0.first)–\($0.last)" }
  }

  /// A source by its name, or all of them.
  func sourceName(_ name: String) -> String {
    facts.source.allOf != nil && name == facts.source.name ? words[.allSourcesTogether] : name
  }

  /// Why something is not known.
  func text(_ gap: ManagementValue.Gap) -> String {
    let source = gap.source.map { sourceName($0) } ?? words[.allSourcesTogether]
    return words.text(gap.reason, ["source": source, "detail": gap.detail])
  }

  /// The same for programs.
  static func json(_ gaps: [ManagementValue.Gap]) -> Cell {
    .json(
      FindingText.inline(
        .array(
          gaps.map { gap in
            .object([
              .init("reason", .string(gap.reason.rawValue)),
              .init("source", gap.source.map { .string($0) } ?? .null), .init("detail", .string(gap.detail)),
            ])
          })))
  }

  /// Numbers of documents for programs.
  static func json(_ documents: [String]) -> Cell {
    .json(FindingText.inline(.array(documents.map { .string($0) })))
  }
}
