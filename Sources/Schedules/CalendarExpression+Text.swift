extension CalendarExpression {
  /// The expression as every cron reads it: numbers alone.
  var cronText: String {
    [minutes, hours, days, months, weekdays].map { field in
      field.isEvery ? "*" : field.values.map(String.init).joined(separator: ",")
    }.joined(separator: " ")
  }

  /// The expression as systemd reads it (`systemd.time(7)`), in a zone.
  func systemdText(zone: String) -> String {
    func list(_ field: CalendarField) -> String {
      field.isEvery ? "*" : field.values.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ",")
    }
    let names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let days = weekdays.isEvery ? "" : weekdays.values.map { names[$0] }.joined(separator: ",") + " "
    return "\(days)*-\(list(months))-\(list(self.days)) \(list(hours)):\(list(minutes)):00 \(zone)"
  }
}
