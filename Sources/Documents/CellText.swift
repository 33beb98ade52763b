public import Model
public import Records

/// How the cells of a table are written where a person reads them.
public struct CellText: Sendable {
  /// How numbers, dates and durations are written.
  public let formats: Formats
  /// The words that stand for severities and what is left out.
  public let words: RendererTexts

  /// What stands for a cell that says nothing.
  public static let dash = "–"
  /// Longer texts are shortened on pages, which are for reading; the workbook and the JSON copy have them in full.
  public static let characterLimit = 400

  /// The words and formats of a document.
  public init(_ document: Document) { self.init(formats: document.formats, words: document.words) }

  /// The same, from formats and words.
  public init(formats: Formats, words: RendererTexts) {
    self.formats = formats
    self.words = words
  }

  /// A cell as text, whether it is worth less attention than others, and whether it was shortened; `isCount` is
  /// ``Column/isCount``.
  public func text(
    of row: borrowing TableRow, at index: Int, isCount: Bool
  ) -> (text: String, isMuted: Bool, isShortened: Bool) {
    switch row.tag(at: index) {
    case .empty: return (Self.dash, true, false)
    case .text, .json: return text(row.text(at: index))
    case .integer:
      let value = row.integer(at: index)
      return (isCount ? formats.integer(value) : String(value), value == 0, false)
    case .duration:
      let value = row.integer(at: index)
      return (duration(value), value == 0, false)
    case .moment: return (moment(row.instant(at: index), row.zoneOffset(at: index)), false, false)
    case .date: return (formats.date(CivilDate(dayNumber: Int32(clamping: row.integer(at: index)))), false, false)
    case .severity: return (severity(Int(clamping: row.integer(at: index))), false, false)
    case .share:
      let part = row.integer(at: index)
      return (formats.percent(part, of: row.whole(at: index)), part == 0, false)
    }
  }

  /// A value that stands alone, such as a tile's.
  public func text(of cell: Cell) -> String {
    switch cell {
    case .empty: Self.dash
    case .text(let text), .json(let text): self.text(text).text
    case .integer(let value): formats.integer(value)
    case .duration(let microseconds): duration(microseconds)
    case .moment(let instant, let zoneOffset): moment(instant, zoneOffset)
    case .date(let date): formats.date(date)
    case .severity(let severity): self.severity(severity.rawValue)
    case .share(let part, let whole): formats.percent(part, of: whole)
    }
  }

  /// How often a row stands there: `5 kez`.
  public func repeated(_ count: Int) -> String {
    RendererTexts.fill(words.repeated, ["count": formats.integer(Int64(count))])
  }

  /// The word of a severity.
  public func severity(_ value: Int) -> String {
    words.severities.indices.contains(value) ? words.severities[value] : Self.dash
  }

  /// A duration, with a sign when it runs backwards.
  public func duration(_ microseconds: Int64) -> String {
    microseconds < 0 ? "-" + formats.duration(Int64(clamping: microseconds.magnitude)) : formats.duration(microseconds)
  }

  /// A moment as a clock in the zone shows it; infinity where no clock does.
  public func moment(_ instant: Instant, _ zoneOffset: Int64) -> String {
    if let time = WallClock.time(instant, zoneOffset: zoneOffset) { return formats.moment(time) }
    return instant.microseconds > 0 ? "∞" : "-∞"
  }

  /// A text, whether it says nothing, and whether it was shortened.
  public func text(_ text: String) -> (text: String, isMuted: Bool, isShortened: Bool) {
    if text.isEmpty { return (Self.dash, true, false) }
    let scalars = text.unicodeScalars
    guard text.utf8.count > Self.characterLimit,
      let end = scalars.index(scalars.startIndex, offsetBy: Self.characterLimit, limitedBy: scalars.endIndex),
      end != scalars.endIndex
    else { return (text, false, false) }
    let rest = scalars.distance(from: end, to: scalars.endIndex)
    let ending = RendererTexts.fill(words.shortened, ["rest": formats.integer(Int64(rest))])
    return (String(scalars[..<end]) + ending, false, true)
  }
}

/// The wall-clock times a document can write.
public enum WallClock {
  /// What a clock in a zone shows at a moment; nil at the ends of the time line, where it has no date any more.
  public static func time(_ instant: Instant, zoneOffset: Int64) -> LocalTime? {
    let (microseconds, isOver) = instant.microseconds.addingReportingOverflow(zoneOffset)
    guard !isOver, instant != .infinity, microseconds > .min + microsecondsPerDay else { return nil }
    return LocalTime(wallClock: microseconds)
  }
}
