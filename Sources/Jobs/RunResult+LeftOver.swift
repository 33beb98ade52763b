import Messages
import Model

extension RunResult {
  /// Says which missed periods are left to the next run: a run that was to make up for so many only is not done.
  mutating func leave(_ periods: [PeriodReports], of source: String, in zone: Zone) {
    guard let first = periods.first, let last = periods.last else { return }
    steps += periods.map { RunStep(.issue(report: nil), source: source, period: $0.period, .leftOver) }
    let (from, to) = (first.period.firstDay(in: zone), last.period.firstDay(in: zone))
    notices.append(
      Message(
        tr: "\(source): \(periods.count) dönem bu çalıştırmada düzenlenmedi (--max), \(from) – \(to); sonraki "
          + "çalıştırmalar sürdürür.",
        en:
          "\(source): \(periods.count) missed period\(periods.count == 1 ? "" : "s") left over (--max), \(from) – \(to); "
          + "the next runs go on."))
  }
}
