import Documents
import HTML
import Messages
import Model
import Reports

/// In which words and formats the index of the archive is written, and as of when.
struct IndexLook {
  /// The words.
  let words: TextCatalog
  /// How numbers and dates are written.
  let formats: Formats
  /// The zone of days and moments.
  let zone: Zone
  /// The language.
  let language: Language
  /// The moment it speaks from: every age is as of then.
  let asOf: Instant

  /// `08.10.2026 02:15:00 UTC+03:00`.
  func moment(_ instant: Instant) -> String {
    formats.moment(zone.localTime(at: instant)) + " " + zone.offsetLabel(at: instant)
  }

  /// A moment as a value of a list.
  func value(_ instant: Instant) -> ArchivePage.List.Value { .moment(instant, zoneOffset: zone.offset(at: instant)) }

  /// The local day of a moment.
  func day(_ instant: Instant) -> String { formats.date(zone.localTime(at: instant).date) }

  /// A period: `07.10.2026`, `01.09.2026 – 30.09.2026`; first moment and end where it is not made of whole days.
  func text(_ period: Period) -> String {
    let (first, end) = (zone.localTime(at: period.from).date, zone.localTime(at: period.to).date)
    guard zone.start(of: first) == period.from, zone.start(of: end) == period.to, first < end else {
      return "\(moment(period.from)) – \(moment(period.to))"
    }
    let last = end.advanced(by: -1)
    return first == last ? formats.date(first) : "\(formats.date(first)) – \(formats.date(last))"
  }

  /// How long ago something was, in its two largest units.
  func age(_ instant: Instant) -> String {
    Message.duration(asOf.microseconds - instant.microseconds)[language]
  }

  /// The first items of a list, and how many more there are.
  func list(_ items: [String], first limit: Int = 40) -> String {
    let list = items.prefix(limit).joined(separator: ", ")
    if items.count <= limit { return list }
    return words(.indexMore, ["list": list, "count": formats.integer(Int64(items.count - limit))])
  }

  /// What a reader calls a source; all of them together have no name of their own.
  func sourceName(_ name: String) -> String {
    name == SourceSettings.everyName ? words[ManagementWordKey.allSourcesTogether] : name
  }

  /// A column.
  func column(_ id: String, _ title: IndexWordKey, _ kind: Column.Kind = .text, width: Int) -> Column {
    Column(id: id, title: words[title], kind: kind, width: width)
  }
}
