import Analysis
import Documents
import Model
import Records

/// The charts of a report on accounts.
enum AccountFigures {
  /// Accounts that a chart names.
  private static let shownAccounts = 10

  /// Changes of roles by day: granted, revoked and changed ones on top of each other.
  static func changes(_ accounts: AccountRows, _ context: SectionContext) -> Figure? {
    guard accounts.roleCounts.all > 0, context.mask.showsPersons else { return nil }
    let words = context.words
    let days = PeriodText.days(context)
    func series(_ name: AccountWordKey, _ count: (AccountEvents.RoleCounts) -> Int64) -> Figure.Series {
      Figure.Series(name: words[name], values: days.map { accounts.roleDays[$0].map(count) ?? 0 })
    }
    return Figure(
      id: "role_changes", title: words[.figureChanges], subtitle: words[.figureChangesSubtitle], shape: .columns,
      unit: .count, labels: days.map { context.formats.dayAndMonth($0) }, labelTitle: words[.labelDay],
      series: [series(.seriesGranted, \.granted), series(.seriesRevoked, \.revoked), series(.seriesChanged, \.changed)])
  }

  /// The privileged accounts that did most.
  static func acts(_ accounts: AccountRows, _ context: SectionContext) -> Figure? {
    let first = accounts.actsByAccount.prefix(shownAccounts)
    if first.isEmpty { return nil }
    let words = context.words
    let labels = first.map { account, _ in
      if case .text(let name) = accounts.names.name(account) { name } else { "–" }
    }
    return Figure(
      id: "privileged_acts", title: words[.figureActs], subtitle: words[.figureActsSubtitle], shape: .bars,
      unit: .count,
      labels: labels, labelTitle: words.title(.userName),
      series: [Figure.Series(name: words.title(.sessionActs), values: first.map(\.acts))])
  }

  /// How many accounts were privileged, document by document, this one last.
  static func trend(_ accounts: AccountRows, _ context: SectionContext) -> Figure? {
    let earlier = context.privilegedBefore
    guard !earlier.isEmpty, accounts.names.privileged.isKnown else { return nil }
    let words = context.words
    return Figure(
      id: "privileged_trend", title: words[.figureTrend], subtitle: words[.figureTrendSubtitle], shape: .bars,
      unit: .count, labels: earlier.map(\.number) + [context.facts.number],
      labelTitle: words.title(.document),
      series: [
        Figure.Series(name: words[.figureTrend], values: earlier.map(\.count) + [accounts.counts.privileged])
      ])
  }
}
