import Analysis
package import Documents
import Messages
import Model
import Records

/// What findings come to that belong together: a list of incidents, and on pages a card with the timeline of each.
package enum IncidentsSection: SectionComposer {
  package static let id = "incidents"
  package static let title = WordKey.sectionIncidents
  package static let inputs = SectionInputs.needs(.findings)

  /// How many incidents pages list unless the definition says otherwise.
  private static let listLimit = 200
  /// How many the first page lists.
  private static let leadingLimit = 7

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let rows = try context.givenFindings.incidents
    let words = context.words
    let list = Table(
      id: id, columns: IncidentListing.table.numbered(words), audience: .everyone, rows: rows.list,
      pagedRowLimit: choice.pagedRows ?? listLimit, emptyText: words[.noIncidents])
    guard context.mask.showsPersons else { return try withoutPersons(choice, rows, list, context) }
    var blocks: [Block] = []
    if rows.totals.count > 0 { blocks.append(.paragraph(introduction(rows, context))) }
    if rows.totals.cut > 0 {
      blocks.append(.notice(words(.incidentsCut, ["count": context.formats.integer(Int64(rows.totals.cut))])))
    }
    if rows.totals.count > 0 { blocks.append(.paragraph(words[.incidentMethod])) }
    blocks.append(.table(list))
    if let loose = loose(rows, context) { blocks.append(.paragraph(loose)) }
    let cards = rows.cards.prefix(choice.pagedRows ?? listLimit)
    blocks += try self.cards(cards, of: rows.list, context)
    if rows.list.count > cards.count {
      let numbers = ["shown": String(cards.count), "total": context.formats.integer(Int64(rows.list.count))]
      blocks.append(.paragraph(words(.incidentsShown, numbers)))
    }
    return Section(
      id: id, title: words[title], caption: words[.incidentsNote], sheet: .own(words[title]),
      isLandscape: rows.list.count > 0, blocks: blocks)
  }

  private static func introduction(_ rows: IncidentRows, _ context: SectionContext) -> String {
    context.words(
      .incidentsIntroduction,
      ["count": context.count(Int64(rows.totals.count)), "findings": context.count(rows.totals.findings)])
  }

  /// How many incidents there are, where no person is shown.
  private static func withoutPersons(
    _ choice: ReportDefinition.SectionChoice, _ rows: IncidentRows, _ list: Table, _ context: SectionContext
  ) throws -> Section {
    var section = context.withoutPersons(choice)
    let counts = context.countCells(Severity.allCases.reversed().map { rows.totals.severities[$0.rawValue] })
    section.blocks.append(
      try context.table(
        "incident_severities",
        [context.column(.severity, .severity, 16, json: true), context.column(.count, .integer, 14, json: true)],
        zip(Severity.allCases.reversed(), counts).map { [.severity($0), $1] }))
    var machine = list
    machine.audience = .programs
    section.blocks.append(.table(machine))
    return section
  }

  /// How many findings stand neither here nor among the states.
  private static func loose(_ rows: IncidentRows, _ context: SectionContext) -> String? {
    let rules = rows.totals.loose.sorted { $0.key < $1.key }
    if rules.isEmpty { return nil }
    return context.words(
      .incidentsLoose,
      [
        "count": context.count(rules.reduce(0) { $0 + $1.value }),
        "rules": rules.map { "\($0.key) (\(context.count($0.value)))" }.joined(separator: ", "),
      ])
  }

  /// A card for each of the first incidents: its timeline, and below it whom it concerns and which rules saw it.
  private static func cards(
    _ cards: ArraySlice<IncidentRows.Card>, of list: TableRows, _ context: SectionContext
  ) throws -> [Block] {
    let columns = IncidentTimelineListing.table.columns(context.words)
    let shown = columns.enumerated().filter { $0.element.audience == .readers }
    var blocks: [Block] = []
    try list.forEach(limit: cards.count) { incident in
      let card = cards[cards.startIndex + blocks.count]
      let lines = try TableRowsWriter(in: context.folder)
      try card.entries.forEach { entry in try lines.append(shown.map { entry.cell(at: $0.offset) }) }
      blocks.append(
        .table(
          Table(
            id: "incident_card", title: heading(incident, Int64(blocks.count + 1), context),
            columns: shown.map { index, column in
              var column = column
              column.audience = .paper
              return column
            }, audience: .paper, rows: try lines.finish(), remark: remark(incident, card, context),
            emptyText: context.words[.noRows])))
    }
    return blocks
  }

  private static func cell(_ name: ColumnName, of row: borrowing TableRow, _ context: SectionContext) -> Cell {
    let place = IncidentListing.table.numbered(context.words).firstIndex { $0.id == name.rawValue }
    return place.map { row.cell(at: $0) } ?? .empty
  }

  private static func heading(
    _ incident: borrowing TableRow, _ number: Int64, _ context: SectionContext
  ) -> String {
    var texts = ["number": String(number), "severity": "", "span": ""]
    if case .severity(let severity) = cell(.severity, of: incident, context) {
      texts["severity"] = context.words.name(severity)
    }
    if case .moment(let first, _) = cell(.first, of: incident, context),
      case .moment(let last, _) = cell(.last, of: incident, context)
    {
      texts["span"] = span(first, last, context)
    }
    return context.words(.incidentTitle, texts)
  }

  /// `02.03.2026 03:00:00 – 08:42:51 UTC+03:00`: what both moments share is written once.
  static func span(_ first: Instant, _ last: Instant, _ context: SectionContext) -> String {
    if first == last { return context.moment(first) }
    let zone = context.facts.zone
    let (from, to) = (zone.localTime(at: first), zone.localTime(at: last))
    guard zone.offsetLabel(at: first) == zone.offsetLabel(at: last) else {
      return context.moment(first) + " – " + context.moment(last)
    }
    let formats = context.formats
    let end = from.date == to.date ? formats.timeOfDay(to) : formats.moment(to)
    return "\(formats.moment(from)) – \(end) \(zone.offsetLabel(at: first))"
  }

  /// Whether the first page lists the first of them: a report on findings that has any, and the list of all.
  static func isOnFirstPage(_ context: SectionContext) -> Bool {
    guard context.mask.showsPersons, context.definition.lists(FindingFiguresSection.self),
      context.definition.lists(Self.self), let findings = context.findings
    else { return false }
    return findings.incidents.list.count > 0
  }

  /// The first of them, for the first page.
  static func leading(_ rows: IncidentRows, _ context: SectionContext) throws -> Block {
    let words = context.words
    let shown: [ColumnName] = [.rowNumber, .severity, .first, .key, .rule, .firstSuccess]
    let columns = IncidentListing.table.numbered(words).map { column in
      var column = column
      // The JSON copy has columns of the same name beside those of readers.
      let isShown = column.audience != .programs && shown.contains { $0.rawValue == column.id }
      column.audience = isShown ? .paper : .nobody
      return column
    }
    let first = try rows.list.first(leadingLimit, in: context.folder)
    let numbers = [
      "shown": String(first.count), "total": context.formats.integer(Int64(rows.list.count)), "section": words[title],
    ]
    return .table(
      Table(
        id: "leading_incidents", title: words[.incidentsFirst], columns: columns, audience: .paper, rows: first,
        remark: words(.incidentsFirstRemark, numbers), emptyText: words[.noIncidents]))
  }

  private static func remark(
    _ incident: borrowing TableRow, _ card: IncidentRows.Card, _ context: SectionContext
  ) -> String {
    var texts: [String: String] = [:]
    for (name, column) in [("keys", ColumnName.key), ("rules", .rule)] {
      if case .text(let text) = cell(column, of: incident, context) { texts[name] = text }
    }
    if case .integer(let count) = cell(.findings, of: incident, context) {
      texts["findings"] = context.formats.integer(count)
    }
    var sentences = [context.words(.incidentRemark, texts)]
    if cell(.raised, of: incident, context) != .empty { sentences.append(context.words[.incidentRaised]) }
    if card.entries.count < card.total {
      let numbers = ["shown": String(card.entries.count), "total": context.formats.integer(Int64(card.total))]
      sentences.append(context.words(.incidentEntriesShown, numbers))
    }
    if card.states > 0 {
      sentences.append(
        context.words(.incidentStates, ["count": context.formats.integer(Int64(card.states))]))
    }
    return sentences.joined(separator: " ")
  }
}
