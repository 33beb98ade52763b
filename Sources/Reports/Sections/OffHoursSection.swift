import Analysis
package import Documents
import Model
import Records

/// Accesses outside working hours: when, and whose.
package enum OffHoursSection: SectionComposer {
  package static let id = "off_hours"
  package static let title = AccessWordKey.sectionOffHours
  package static let inputs = SectionInputs.needs(.accesses)
  package static let listsPersons = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let accesses = try context.givenAccesses
    let words = context.words
    let values = [
      "opens": clock(accesses.hours.opens), "closes": clock(accesses.hours.closes), "days": days(accesses.hours, words),
      "holidays": words[accesses.hours.holidays == nil ? AccessWordKey.withoutHolidays : .withHolidays],
      "rule": rule(accesses, words),
    ]
    let kinds: [(String, AccessWordKey, AccessRows.Kind?)] = [
      ("off_hours_sessions", .offHoursSessions, accesses.sessions),
      ("off_hours_events", .offHoursEvents, accesses.events),
    ]
    let tables = kinds.compactMap { id, title, kind in
      kind.map { kind -> Block in
        .table(
          Table(
            id: id, title: words[title], columns: AccessListing.outside.numbered(words), rows: kind.users,
            pagedRowLimit: choice.pagedRows, emptyText: words[.noOffHours]))
      }
    }
    let figure = accesses.count > 0 ? [Block.figure(heat(accesses, context))] : []
    return Section(
      id: id, title: words[title], sheet: .page(words[title]),
      blocks: [.paragraph(words(.offHoursMethod, values))] + figure + tables)
  }

  private static func clock(_ hour: Int) -> String { padded(hour, 2) + ":00" }

  /// `Mon–Fri`, or `Sun, Mon, Tue` where days do not follow one another in a week that begins on Monday.
  private static func days(_ hours: WorkingHours, _ words: TextCatalog) -> String {
    let days = WorkingHours.Weekday.allCases.indices.filter { hours.days.contains(WorkingHours.Weekday.allCases[$0]) }
    if let first = days.first, let last = days.last, days.count > 2, last - first == days.count - 1 {
      return "\(words.shortWeekday(first))–\(words.shortWeekday(last))"
    }
    return days.map { words.shortWeekday($0) }.joined(separator: ", ")
  }

  /// What rule B03 of the findings report goes by.
  private static func rule(_ accesses: AccessRows, _ words: TextCatalog) -> String {
    switch accesses.rule {
    case .same: words[.offHoursRuleSame]
    case .disabled: words[.offHoursRuleDisabled]
    case .other(let opens, let closes):
      words(.offHoursRuleOther, ["opens": clock(opens), "closes": clock(closes)])
    }
  }

  /// Sessions and events together, by weekday and local hour.
  private static func heat(_ accesses: AccessRows, _ context: SectionContext) -> Figure {
    let words = context.words
    return Figure(
      id: "access_heat", title: words[.figureAccessHeat], subtitle: words[.figureAccessHeatSubtitle], shape: .heatMap,
      unit: .count, labels: (0..<24).map { padded($0, 2) }, labelTitle: words[.labelDay],
      series: (0..<7).map { day in
        Figure.Series(
          name: words.shortWeekday(day),
          values: (0..<24).map { (accesses.sessions?.heat[day][$0] ?? 0) + (accesses.events?.heat[day][$0] ?? 0) })
      })
  }
}
