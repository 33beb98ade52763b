internal import Documents

/// Excel's number formats for what a document writes; Excel itself puts in the separators of its user's language.
struct NumberFormats {
  /// A date.
  let date: String
  /// A date and time of day, to the second.
  let moment: String
  /// A duration; hours may pass 24.
  let duration = "[h]:mm:ss"
  /// A duration on the axis of a chart.
  let axisDuration = "[h]:mm"
  /// A count, in groups of three digits.
  let count = "#,##0"
  /// A number that names something: no groups.
  let plain = "0"

  /// The formats for one order of day, month and year.
  init(dateOrder: Formats.DateOrder) {
    date =
      switch dateOrder {
      case .dayMonthYear: "dd.mm.yyyy"
      case .yearMonthDay: "yyyy-mm-dd"
      }
    moment = date + " hh:mm:ss"
  }
}
