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
      "opens": "0\(WorkingHours.opens)", "closes": String(WorkingHours.closes),
      "holidays": words[accesses.hasCalendar ? AccessWordKey.withHolidays : .withoutHolidays],
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
