internal import Model

/// The calendar of nights as tables: a month in a row, its days beside each other, what came of each in a mark and in words.
struct NightTable {
  private let nights: ArchivePage.Nights

  init(_ nights: ArchivePage.Nights) { self.nights = nights }

  var markup: Markup {
    let strips = nights.strips.map { table($0) }
    let content: Markup =
      nights.strips.isEmpty
      ? "<p class=\"empty\">\(nights.emptyText)</p>\n"
      : "<p class=\"caption\">\(nights.caption)</p>\n\(legend)\(strips)"
    return """
      <section id="nights" aria-labelledby="nights-title">
      <h2 id="nights-title">\(nights.title)</h2>
      \(content)</section>

      """
  }

  private var legend: Markup {
    let entries = ArchivePage.Nights.Mark.allCases.map { mark -> Markup in
      """
      <li><span class="night night-\(mark.rawValue)" aria-hidden="true">\(Self.sign(of: mark))</span> \
      \(nights.legend[mark] ?? "")</li>

      """
    }
    return "<ul class=\"legend\">\n\(entries)</ul>\n"
  }

  private func table(_ strip: ArchivePage.Nights.Strip) -> Markup {
    let days = (1...31).map { day -> Markup in "<th scope=\"col\">\(day)</th>" }
    let rows = strip.months.map { month -> Markup in
      let cells = (1...31).map { day in cell(month, day) }
      return "<tr><th scope=\"row\">\(month.name)</th>\(cells)</tr>\n"
    }
    return """
      <h3>\(strip.title)</h3>
      <div class="scroll" role="region" tabindex="0" aria-label="\(strip.title)">
      <table class="nights">
      <caption class="unseen">\(strip.title)</caption>
      <thead><tr><th scope="col">\(nights.monthTitle)</th>\(days)</tr></thead>
      <tbody>
      \(rows)</tbody>
      </table>
      </div>

      """
  }

  private func cell(_ month: ArchivePage.Nights.Month, _ day: Int) -> Markup {
    guard day <= month.dayCount, let night = month.nights[day] else { return "<td></td>" }
    return """
      <td class="night night-\(night.mark.rawValue)" title="\(night.text)"><span aria-hidden="true">\
      \(Self.sign(of: night.mark))</span><span class="unseen">\(night.text)</span></td>
      """
  }

  /// A sign that tells the marks apart without their colours.
  private static func sign(of mark: ArchivePage.Nights.Mark) -> String {
    switch mark {
    case .done: "✓"
    case .empty: "○"
    case .superseded: "↻"
    case .unwanted: "–"
    case .pending: "…"
    case .wanting: "✗"
    }
  }
}
