import Messages
import Model

/// How a column of a table is written in a proposed SELECT, by its type.
struct TableExpression {
  /// The unit of moments that are written as numbers: how many of them a second has.
  let unit: Double?
  private let column: DatabaseColumn

  /// A column; of numbers that may be moments the largest of a sample tells the unit.
  init(_ column: DatabaseColumn, largest: Double?) {
    self.column = column
    unit = largest.flatMap { largest in
      // Moments between 2000 and 2100, in seconds, milliseconds or microseconds since 1970.
      [1, 1e3, 1e6].first { (946_684_800...4_102_444_800).contains(largest / $0) }
    }
  }

  /// The moment a column of time holds; nil where nobody can tell its unit.
  var moment: String? {
    let name = column.expression
    return switch column.type {
    case .timestamptz: name
    case .timestamp: "\(name) AT TIME ZONE :'zone'"
    case .date: "\(name)::timestamp AT TIME ZONE :'zone'"
    case .number: unit.map { $0 == 1 ? "to_timestamp(\(name))" : "to_timestamp(\(name) / \(divisor($0)))" }
    case .text: "\(name)::timestamptz"
    case .bool, .json: nil
    }
  }

  /// An end of the window, as the column itself is stored: so that an index on it can serve.
  func bound(_ end: String) -> String? {
    switch column.type {
    case .timestamptz: ":'\(end)'"
    case .timestamp: ":'\(end)'::timestamptz AT TIME ZONE :'zone'"
    case .date: "(:'\(end)'::timestamptz AT TIME ZONE :'zone')::date"
    case .number: unit.map { "extract(epoch FROM :'\(end)'::timestamptz)" + ($0 == 1 ? "" : " * \(Int($0))") }
    case .text, .bool, .json: nil
    }
  }

  /// What is compared with ``bound(_:)``.
  var compared: String { column.type == .text ? "\(column.expression)::timestamptz" : column.expression }

  private func divisor(_ unit: Double) -> String { unit == 1e3 ? "1000.0" : "1000000.0" }

  /// What a person has to look at.
  func doubt(of wanted: SourceColumn) -> Message? {
    switch column.type {
    case .timestamp, .date:
      Message(
        tr: "\(wanted.name): saat dilimi olmayan bir an; uygulama UTC yazıyorsa :'zone' yerine 'UTC' yazın.",
        en: "\(wanted.name): a time without a zone; write 'UTC' instead of :'zone' where the application writes UTC.")
    case .number:
      unit.map { unit in
        let words =
          [
            1: Message(tr: "saniye", en: "seconds"), 1e3: Message(tr: "milisaniye", en: "milliseconds"),
          ][unit] ?? Message(tr: "mikrosaniye", en: "microseconds")
        return Message(
          tr: "\(wanted.name): sayı, en büyük değerine bakılırsa 1970'ten beri geçen \(words.tr).",
          en: "\(wanted.name): a number, judged by its largest value: \(words.en) since 1970.")
      }
    case .text:
      Message(
        tr: "\(wanted.name): metin; saat dilimi yazılı değilse ::timestamp AT TIME ZONE :'zone' kullanın.",
        en: "\(wanted.name): a text; use ::timestamp AT TIME ZONE :'zone' where it says no zone.")
    case .timestamptz, .bool, .json: nil
    }
  }

  /// A state that is a truth value, in the contract's words.
  var state: String {
    let ended: Set = ["revoked", "closed", "ended", "expired", "deleted", "blocked"]
    let isEnd = NameWords.of(column.name).contains { ended.contains($0) }
    return "CASE WHEN \(column.expression) THEN '\(isEnd ? "closed" : "active")' ELSE "
      + "'\(isEnd ? "active" : "closed")' END"
  }

  /// A row's own name: where it may be a secret its digest, which the server makes.
  var identifier: String {
    NameWords.speakOfSecret(NameWords.of(column.name)) ? "md5(\(column.expression)::text)" : column.expression
  }
}
