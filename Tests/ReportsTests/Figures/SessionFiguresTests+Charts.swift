import Documents
import Records
import Messages
import Model
@testable import Reports
import Testing

extension `The figures of a session register` {
  /// The charts, and what the document says of its own period.
  func checkCharts(_ trial: Trial) {
    checkLoad(trial)
    checkHeatMap(trial)
    checkLengths(trial)
    checkLongestUsers(trial)
    checkPeriod(trial)
  }

  /// Slices of fifteen minutes for short periods, days for the others.
  private func checkLoad(_ trial: Trial) {
    let (naive, period, composed) = (trial.naive, trial.period, trial.composed)
    let until = period.moment(period.counted)
    let slice: Int64 = 15 * 60_000_000
    let slices = Int((until - period.from + slice - 1) / slice)
    let load = composed.figure("load")
    #expect((load != nil) == (slices <= 200), trial.comment)
    if let load {
      let expected = (0..<slices).map { index in
        let first = period.from + Int64(index) * slice
        return Int64(naive.rows.count { max($0.start, first) < min($0.end, first + slice, until) })
      }
      #expect(load.series.map(\.values) == [expected], trial.comment)
      let labels = (0..<slices).map { index in
        let minute =
          (period.from + Int64(index) * slice + period.offset(period.from + Int64(index) * slice)) / 60_000_000
        return PrintedText.duration((minute % 1440 + 1440) % 1440 * 60_000_000).prefix(5)
      }
      #expect(load.labels.map { $0[...] } == labels, trial.comment)
    }
    let daily = composed.figure("daily")
    #expect((daily != nil) == (load == nil || (naive.rows.count > 0 && period.dates.count > 2)), trial.comment)
    if let daily {
      let expected = period.dates.map { date in
        Int64(naive.begun.count { period.day($0.start) == Int(date.dayNumber) })
      }
      #expect(daily.series.map(\.values) == [expected], trial.comment)
      #expect(daily.labels == period.dates.map { trial.dayLabel($0) }, trial.comment)
    }
  }

  private func checkHeatMap(_ trial: Trial) {
    guard let figure = trial.composed.figure("heat_map") else {
      #expect(trial.naive.rows.isEmpty, trial.comment)
      return
    }
    // 1 January 1970 was a Thursday.
    let weekdays = Set(trial.period.dates.map { (Int($0.dayNumber) % 7 + 10) % 7 }).sorted()
    let expected = weekdays.map { weekday in
      (0..<24).map { hour in
        Int64(
          trial.naive.begun.count {
            (trial.period.day($0.start) % 7 + 10) % 7 == weekday && trial.period.hour($0.start) == hour
          })
      }
    }
    #expect(figure.series.map(\.values) == expected, trial.comment)
    #expect(figure.labels == (0..<24).map { ($0 < 10 ? "0" : "") + String($0) })
  }

  private func checkLengths(_ trial: Trial) {
    let lengths = trial.naive.recordedLengths
    guard let figure = trial.composed.figure("lengths") else {
      #expect(lengths.isEmpty, trial.comment)
      return
    }
    let edges: [Int64] = [0, 1, 5, 15, 30, 60, 120, 240, 480].map { $0 * 60_000_000 }
    let expected = edges.indices.map { index in
      Int64(lengths.count { $0 >= edges[index] && (index == edges.count - 1 || $0 < edges[index + 1]) })
    }
    #expect(figure.series.map(\.values) == [expected], trial.comment)
    let words = trial.composed.words
    let texts =
      ["1", "5", "15", "30"].map { words(.minutes, ["count": $0]) }
      + ["1", "2", "4", "8"].map { words(.hours, ["count": $0]) }
    for (index, label) in figure.labels.enumerated() {
      #expect(index == 0 || label.contains(texts[index - 1]))
      #expect(index == texts.count || label.hasSuffix(texts[index]))
    }
    #expect(figure.labels.count == 9 && figure.labels[0].hasPrefix("<") && figure.labels[8].hasPrefix("≥"))
  }

  /// The ten with the longest recorded time; those with as long a time by their keys, unknown users last.
  private func checkLongestUsers(_ trial: Trial) {
    let naive = trial.naive
    let users = naive.users.map { user in
      (user.key, naive.union(user.recorded), user.rows.compactMap(\.row.name).first)
    }.filter { $0.1 > 0 }
    let sorted = users.enumerated().sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }.map(\.element)
    guard let figure = trial.composed.figure("longest_users") else {
      #expect(users.isEmpty, trial.comment)
      return
    }
    #expect(figure.series.map(\.values) == [sorted.prefix(10).map(\.1)], trial.comment)
    let names = sorted.prefix(10).map { $0.2 ?? $0.0 ?? trial.composed.words[.unknownUser] }
    #expect(figure.labels == names, trial.comment)
  }

  /// The dates of the period are those of its own zone.
  private func checkPeriod(_ trial: Trial) {
    let (period, words, document) = (trial.period, trial.composed.words, trial.composed.document)
    let days = (0..<period.count).map { period.day(period.moment($0)) }
    let isRunning = period.counted < period.count
    let (first, last) = (days.min() ?? 0, days.max() ?? 0)
    let isWhole = period.day(period.from - 1) < first && period.day(period.to) > last && !isRunning
    let end = PrintedText.moment(isRunning ? period.asOf : period.to, period, trial.language)
    let halfOpen = words(
      isRunning ? .periodRunning : .periodHalfOpen,
      ["from": PrintedText.moment(period.from, period, trial.language), "to": end, "until": end])
    let (year, month, day) = PrintedText.calendar(first)
    let weekday = words.weekday((first % 7 + 10) % 7)
    let subtitle = document.identity.subtitle
    let isDay = first == last
    let isNamed =
      isDay
      ? subtitle.contains("\(day) \(words.month(month)) \(year)") && subtitle.contains(weekday)
      : subtitle != halfOpen && subtitle.contains("\(year)")
    // Where the clock was turned back over midnight, a date begins twice.
    let isPlain = period.offset(period.from - 86_400_000_000) == period.offset(period.to + 86_400_000_000)
    if isPlain { #expect(isWhole ? isNamed : subtitle == halfOpen, "\(subtitle): \(trial.comment)") }
    let dates = Set([period.dates[0], period.dates[period.dates.count - 1]].map { Int($0.dayNumber) }).sorted().map {
      PrintedText.date($0, trial.language)
    }
    let foot = document.identity.runningFoot
    #expect(foot.hasSuffix(" · " + dates.joined(separator: " – ")), "\(foot): \(trial.comment)")
  }
}

extension `The figures of a session register`.Trial {
  /// Day and month.
  func dayLabel(_ date: CivilDate) -> String {
    let text = PrintedText.date(Int(date.dayNumber), language)
    return language == .tr ? String(text.prefix(5)) : String(text.suffix(5))
  }
}
