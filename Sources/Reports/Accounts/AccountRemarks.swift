import Analysis
import Documents
import Model

/// Sentences that several sections of a report on accounts say.
enum AccountRemarks {
  /// Which accounts are privileged, or that nobody says.
  static func privileged(_ accounts: AccountRows, _ context: SectionContext) -> [Block] {
    let words = context.words
    guard accounts.names.privileged.isKnown else { return [.notice(words[.privilegedUnknown])] }
    return [.paragraph(words(.privilegedBy, ["moment": readingMoment(context)]))] + privilegedRoles(accounts, words)
  }

  /// When the table of users was read; of a document for a given moment the day.
  static func readingMoment(_ context: SectionContext) -> String {
    context.facts.times?.snapshot.map { context.moment($0) }
      ?? context.formats.date(context.facts.days.snapshot ?? context.facts.days.issued)
  }

  /// The roles that make an account privileged.
  static func privilegedRoles(_ accounts: AccountRows, _ words: TextCatalog) -> [Block] {
    let roles = accounts.names.privileged.roles.sorted().map(\.text).joined(separator: ", ")
    return roles.isEmpty ? [] : [.paragraph(words(.privilegedRoles, ["roles": roles]))]
  }

  /// That some names are clear.
  static func clearNames(_ accounts: AccountRows, _ words: TextCatalog) -> [Block] {
    accounts.names.showsClearNames ? [.paragraph(words[.clearNames])] : []
  }
}
