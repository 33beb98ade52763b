public import Messages
import Model

/// A duration that contradicts another: a defect of the program, so nothing may be published.
public struct InvariantViolation: ExplainedError, Equatable {
  /// What does not hold, in the words of docs/domain/durations.md, 10.
  public let rule: String

  public var failureKind: FailureKind { .internalFault }
  public var message: Message {
    Message(
      tr: "İç denetim başarısız: “\(rule)” sağlanmıyor. Hiçbir şey yayımlanmadı; bu bir program hatasıdır, bildirin.",
      en: "An internal check failed: “\(rule)” does not hold. Nothing was published; this is a defect, report it.")
  }
}

/// The two halves of a scope, counted apart, so that their totals can be held against the whole.
struct Halves {
  private let middle: Int64
  private var firstSum: Int64 = 0
  private var secondSum: Int64 = 0
  private var firstUnion = UnionLength()
  private var secondUnion = UnionLength()

  init(scope: Scope) {
    middle = scope.from.microseconds + (scope.to.microseconds - scope.from.microseconds) / 2
  }

  mutating func add(_ interval: Interval) {
    if interval.start < middle {
      let part = Interval(start: interval.start, end: min(interval.end, middle))
      firstSum += part.length
      _ = firstUnion.add(part)
    }
    if interval.end > middle {
      let part = Interval(start: max(interval.start, middle), end: interval.end)
      secondSum += part.length
      _ = secondUnion.add(part)
    }
  }

  /// The totals of both halves together.
  mutating func finish() -> (sum: Int64, union: Int64) {
    (firstSum + secondSum, firstUnion.finish().length + secondUnion.finish().length)
  }
}

/// The checks of docs/domain/durations.md, 10, made for every user of every run.
enum Invariants {
  /// Nine of them; the tenth, that the order of the rows changes nothing, holds because `SessionAnalysis` accepts
  /// one order only.
  static func check(
    _ user: UserDurations, scope: Scope, halves: (sum: Int64, union: Int64)
  ) throws(InvariantViolation) {
    let peak = Int64(user.peak.count)
    let (product, overflow) = peak.multipliedReportingOverflow(by: user.union)
    let checks: [(String, Bool)] = [
      ("union <= sum", user.union <= user.sum),
      ("union <= length of the period", user.union <= scope.to.microseconds - scope.from.microseconds),
      ("sum of the days' sums = sum", user.days.reduce(0) { $0 + $1.sum } == user.sum),
      ("sum of the days' unions = union", user.days.reduce(0) { $0 + $1.union } == user.union),
      ("sum = union if peak <= 1", peak > 1 || user.sum == user.union),
      ("peak <= 1 if sum = union", user.sum != user.union || peak <= 1),
      ("sum <= peak * union", overflow || user.sum <= product),
      ("the sums of two halves add up", halves.sum == user.sum),
      ("the unions of two halves add up", halves.union == user.union),
    ]
    for (rule, holds) in checks where !holds { throw InvariantViolation(rule: rule) }
  }
}

/// Total durations beyond 292,271 years, which no whole number of microseconds holds.
///
/// A total that cannot be exact is refused; it is never rounded or cut.
public struct DurationOverflow: ExplainedError, Equatable {
  public var failureKind: FailureKind { .badData }
  public let message = Message(
    tr: "Toplam süre 292.271 yılı aşıyor ve tam sayılamıyor. Daha kısa bir dönem seçin.",
    en: "The total duration exceeds 292,271 years and cannot be counted exactly. Choose a shorter period.")
}

/// The sum of two durations in microseconds.
func checkedSum(_ first: Int64, _ second: Int64) throws(DurationOverflow) -> Int64 {
  let (sum, overflow) = first.addingReportingOverflow(second)
  if overflow { throw DurationOverflow() }
  return sum
}
