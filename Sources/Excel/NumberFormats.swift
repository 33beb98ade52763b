internal import Documents

/// Excel's number formats for what a document writes; Excel itself puts in the separators of its user's language.
struct NumberFormats {
  /// A date.
  let date: String
  /// A date and time of day, to the second.
  let moment: String
  /// A duration; hours may pass 24.
  ///
  /// Excel rounds what it shows, and pages cut it: with the thousandths in sight both show the same second.
  static let duration = "[h]:mm:ss.000"
  /// A duration on the axis of a chart.
  static let axisDuration = "[h]:mm"
  /// A count, in groups of three digits.
  static let count = "#,##0"
  /// A share, to a tenth of a percent.
  let share: String
  /// A number that names something: no groups.
  static let plain = "0"

  /// The formats of a document.
  init(_ formats: Formats) {
    share = formats.isPercentFirst ? "%0.0" : "0.0%"
    date =
      switch formats.dateOrder {
      case .dayMonthYear: "dd.mm.yyyy"
      case .yearMonthDay: "yyyy-mm-dd"
      }
    moment = date + " hh:mm:ss"
  }
}
