package import Messages

/// At which times of which days something runs: the five fields of cron, `minute hour day month weekday`.
///
/// Each field is `*` or a list of numbers, ranges and steps: `0,30`, `8-18`, `*/15`, `1-23/2`. Months and weekdays have
/// English names too (`jan`, `mon-fri`); 0 and 7 are Sunday. Days of the month and weekdays together would mean one or
/// the other to cron and both to systemd, so only one of them can be limited.
package struct CalendarExpression: Sendable, Equatable, CustomStringConvertible {
  /// The text, with single spaces.
  package let description: String
  let minutes: CalendarField
  let hours: CalendarField
  let days: CalendarField
  let months: CalendarField
  /// 0 is Sunday.
  let weekdays: CalendarField

  /// Parses an expression; throws when it is none, or names no day that exists.
  package init(_ text: String) throws(CalendarError) {
    let fields = text.split { $0 == " " || $0 == "\t" }
    guard fields.count == 5 else { throw .unreadable(text) }
    description = fields.joined(separator: " ")
    func field(_ index: Int, _ kind: CalendarField.Kind) throws(CalendarError) -> CalendarField {
      guard let field = CalendarField(fields[index], kind) else { throw .field(String(fields[index]), kind, in: text) }
      return field
    }
    minutes = try field(0, .minute)
    hours = try field(1, .hour)
    days = try field(2, .day)
    months = try field(3, .month)
    weekdays = try field(4, .weekday)
    guard days.isEvery || weekdays.isEvery else { throw .twoKindsOfDays(text) }
    guard months.values.contains(where: { Self.longest($0) >= days.values.first ?? 1 }) else { throw .never(text) }
  }

  /// How many days a month has at most.
  private static func longest(_ month: Int) -> Int { month == 2 ? 29 : [4, 6, 9, 11].contains(month) ? 30 : 31 }
}

/// One field of a calendar expression.
package struct CalendarField: Sendable, Equatable {
  /// Which of the five it is.
  package enum Kind: String, Sendable, CaseIterable {
    case minute, hour, day, month, weekday

    /// The numbers it can have.
    var range: ClosedRange<Int> {
      switch self {
      case .minute: 0...59
      case .hour: 0...23
      case .day: 1...31
      case .month: 1...12
      case .weekday: 0...7
      }
    }

    /// The names of its numbers, from the first one on.
    var names: [String] {
      switch self {
      case .minute, .hour, .day: []
      case .month: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
      case .weekday: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
      }
    }
  }

  /// The numbers, ascending; Sunday is 0.
  let values: [Int]
  /// Whether it limits nothing.
  let isEvery: Bool

  /// Parses a field; nil when it is none, or has a number beyond its range.
  init?(_ text: Substring, _ kind: Kind) {
    var values: Set<Int> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let numbers = Self.numbers(part, kind) else { return nil }
      values.formUnion(numbers)
    }
    if kind == .weekday, values.remove(7) != nil { values.insert(0) }
    self.values = values.sorted()
    isEvery = text == "*"
  }

  /// `*`, `5`, `1-5`, each of the ranges with `/step`.
  private static func numbers(_ text: Substring, _ kind: Kind) -> [Int]? {
    let halves = text.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(halves.count) else { return nil }
    let ends = halves[0].split(separator: "-", omittingEmptySubsequences: false)
    var range = kind.range
    // 7 is Sunday again, and of no use among all.
    if halves[0] == "*" {
      if kind == .weekday { range = 0...6 }
    } else {
      guard (1...2).contains(ends.count), let first = number(ends[0], kind),
        let last = number(ends[ends.count - 1], kind),
        first <= last
      else { return nil }
      range = first...last
    }
    if halves.count == 1 { return Array(range) }
    guard halves[0] == "*" || ends.count == 2, let step = digits(halves[1]), step > 0 else { return nil }
    return Array(stride(from: range.lowerBound, through: range.upperBound, by: step))
  }

  private static func number(_ text: Substring, _ kind: Kind) -> Int? {
    // ASCII names in any case, as cron has them.
    let lower = String(decoding: text.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
    if let index = kind.names.firstIndex(of: lower) { return kind.range.lowerBound + index }
    return digits(text).flatMap { kind.range.contains($0) ? $0 : nil }
  }

  private static func digits(_ text: Substring) -> Int? {
    guard (1...2).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(text)
  }
}

/// Why a text is no calendar expression.
package enum CalendarError: ExplainedError, Equatable {
  /// It has not five fields.
  case unreadable(String)
  /// One of them cannot be read.
  case field(String, CalendarField.Kind, in: String)
  /// Days of the month and weekdays are both limited.
  case twoKindsOfDays(String)
  /// No month has such a day.
  case never(String)

  package var failureKind: FailureKind { .misconfigured }
  package var message: Message {
    switch self {
    case .unreadable(let text):
      Message(
        tr: "“\(text)” bir takvim ifadesi değil. cron gibi beş alan gerekir: dakika saat gün ay haftanın-günü; örneğin "
          + "her gece 02.15 için “15 2 * * *”.",
        en:
          "“\(text)” is no calendar expression. It takes the five fields of cron, minute hour day month weekday, such "
          + "as “15 2 * * *” for every night at 02:15.")
    case .field(let field, let kind, let text):
      Message(
        tr: "“\(text)” içindeki “\(field)” okunamadı (\(kind.rawValue), \(kind.range.lowerBound)–"
          + "\(kind.range.upperBound)); örnekler: *, 5, 1-5, 0,30, */15.",
        en: "“\(field)” in “\(text)” cannot be read (\(kind.rawValue), \(kind.range.lowerBound)–"
          + "\(kind.range.upperBound)); examples: *, 5, 1-5, 0,30, */15.")
    case .twoKindsOfDays(let text):
      Message(
        tr:
          "“\(text)” hem ayın günlerini hem haftanın günlerini sınırlıyor; cron “ya da”, systemd “ve” anlar. Birini * "
          + "yapın.",
        en:
          "“\(text)” limits both days of the month and weekdays, which is “or” to cron and “and” to systemd. Make one "
          + "of them *.")
    case .never(let text):
      Message(tr: "“\(text)” hiçbir zaman gelmeyen bir gün.", en: "“\(text)” is a day that never comes.")
    }
  }
}
