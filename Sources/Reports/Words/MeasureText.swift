import Analysis
import Documents
import Messages
import Model

/// Measured values as a reader is told them, in the document's language: `başarısız giriş: 147; nedenler: hatalı parola`.
enum MeasureText {
  /// All of a finding's, as the mask level allows.
  static func of(_ measured: [Finding.Measure], _ context: RowContext) -> String {
    measured.map { "\(context.words.name(measure: $0.name)): \(value($0, context))" }.joined(separator: "; ")
  }

  private static func value(_ measure: Finding.Measure, _ context: RowContext) -> String {
    let words = context.words
    switch (MeasureName(rawValue: measure.name)?.form ?? .plain, measure.value) {
    case (.length, .integer(let microseconds)): return length(microseconds)
    case (.milliseconds, .integer(let milliseconds)): return length(milliseconds &* 1000)
    case (.flag, .integer(let flag)): return words[flag == 0 ? .no : .yes]
    case (.eventType, .text(let name)): return EventType(rawValue: name).map { words.name($0) } ?? name
    case (.endBasis, .text(let name)): return EndBasis(rawValue: name).map { words.name($0) } ?? name
    case (.dayKind, .text(let name)): return words.name(dayKind: name)
    case (.day, .text(let date)): return day(date, context)
    case (.reasons, .text(let names)):
      return names.split(separator: ", ").map { name in
        FailureReason(rawValue: String(name)).map { words.name($0) } ?? String(name)
      }.joined(separator: ", ")
    case (_, .instant(let instant)): return moment(instant, context)
    default: return plain(FindingText.value(measure.value, context))
    }
  }

  private static func plain(_ value: JSONValue) -> String {
    switch value {
    case .null: "–"
    case .bool(let value): value ? "true" : "false"
    case .integer(let number): String(number)
    case .string(let text): text
    case .array(let values): values.map { plain($0) }.joined(separator: ", ")
    case .object(let members): members.map { plain($0.value) }.joined(separator: " × ")
    }
  }

  /// `26:03:59`, as the sentences of rules say it; hours may pass 24.
  private static func length(_ microseconds: Int64) -> String {
    let seconds = Int((microseconds / microsecondsPerSecond).magnitude)
    let sign = microseconds <= -microsecondsPerSecond ? "-" : ""
    return sign + "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
  }

  /// A moment in the document's zone, written as in the sentences of rules.
  private static func moment(_ instant: Instant, _ context: RowContext) -> String {
    guard instant.isMeaningful else { return instant.iso8601 }
    let local = context.zone.localTime(at: instant)
    let time = local.time
    return day(local.date.iso8601, context)
      + " \(padded(time.hour, 2)):\(padded(time.minute, 2)):\(padded(time.second, 2))"
  }

  /// `07.10.2026` in Turkish; English dates are ISO 8601.
  private static func day(_ iso: String, _ context: RowContext) -> String {
    context.language == .tr ? iso.split(separator: "-").reversed().joined(separator: ".") : iso
  }
}
