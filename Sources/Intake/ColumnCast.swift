package import Messages
package import Model
import Postgres

extension SourceColumn {
  /// What a SELECT has to deliver, for a reader.
  package var typeText: Message {
    switch kind {
    case .identifier, .text: Message(tr: "metin (her tür metin olarak okunur)", en: "text (any type is read as text)")
    case .time: Message(verbatim: "timestamptz")
    case .address: Message(tr: "inet veya metin", en: "inet or text")
    case .integer: Message(verbatim: "integer")
    case .number: Message(verbatim: "double precision")
    case .bool: Message(verbatim: "boolean")
    }
  }

  /// The type a column must have where it has one that cannot be read; nil where it can.
  func wantedType(insteadOf type: ColumnType) -> String? {
    switch kind {
    case .time where type != .timestamptz: "timestamptz"
    case .bool where type != .bool: "boolean"
    case .integer where type != .integer: "integer"
    default: nil
    }
  }

  /// The expression that makes of a column what the contract asks for; x stands for the application's own column.
  func cast(from type: ColumnType) -> Message {
    switch (kind, type) {
    case (.time, .timestamp), (.time, .date):
      let column = type == .date ? "x::timestamp" : "x"
      return Message(
        tr: "“\(column) AT TIME ZONE :'zone'” (uygulama UTC yazıyorsa “\(column) AT TIME ZONE 'UTC'”)",
        en: "“\(column) AT TIME ZONE :'zone'” (“\(column) AT TIME ZONE 'UTC'” if the application writes UTC)")
    case (.time, .integer), (.time, .number):
      return Message(
        tr: "“to_timestamp(x)” (sayı saniye ise) veya “to_timestamp(x/1000.0)” (milisaniye ise)",
        en: "“to_timestamp(x)” if the number is seconds, “to_timestamp(x/1000.0)” if it is milliseconds")
    case (.time, _):
      return Message(
        tr: "“x::timestamptz” (saat dilimi yazılı değilse “x::timestamp AT TIME ZONE :'zone'”)",
        en: "“x::timestamptz” (“x::timestamp AT TIME ZONE :'zone'” where the text has no zone)")
    case (.bool, .integer), (.bool, .number): return Message(verbatim: "“x <> 0”")
    case (.bool, _): return Message(verbatim: "“x::text IN ('t', 'true', 'y', 'yes', '1')”")
    case (.integer, .text): return Message(verbatim: "“NULLIF(x, '')::integer”")
    default: return Message(verbatim: "“x::integer”")
    }
  }

  /// What numbers in a time column are, by the largest of them: of the time since 1970, if it lies between 2000 and 2100.
  static func cast(fromNumber largest: Double) -> Message? {
    let units: [(Double, Message)] = [
      (1, Message(tr: "saniye: “to_timestamp(x)”", en: "seconds: “to_timestamp(x)”")),
      (1e3, Message(tr: "milisaniye: “to_timestamp(x/1000.0)”", en: "milliseconds: “to_timestamp(x/1000.0)”")),
      (1e6, Message(tr: "mikrosaniye: “to_timestamp(x/1000000.0)”", en: "microseconds: “to_timestamp(x/1000000.0)”")),
    ]
    return units.first { (946_684_800...4_102_444_800).contains(largest / $0.0) }?.1
  }
}
