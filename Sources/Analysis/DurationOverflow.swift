package import Messages

/// Total durations beyond 292,271 years, which no whole number of microseconds holds.
///
/// A total that cannot be exact is refused; it is never rounded or cut.
package struct DurationOverflow: ExplainedError, Equatable {
  package var failureKind: FailureKind { .badData }
  package let message = Message(
    tr: "Toplam süre 292.271 yılı aşıyor ve tam sayılamıyor. Daha kısa bir dönem seçin.",
    en: "The total duration exceeds 292,271 years and cannot be counted exactly. Choose a shorter period.")
}

/// The sum of two durations in microseconds.
func checkedSum(_ first: Int64, _ second: Int64) throws(DurationOverflow) -> Int64 {
  let (sum, overflow) = first.addingReportingOverflow(second)
  if overflow { throw DurationOverflow() }
  return sum
}
