import Analysis
import Documents
import Model

/// Sentences that several sections of a report on accounts say.
enum AccountRemarks {
  /// Which accounts are privileged, or that nobody says.
  static func privileged(_ accounts: AccountRows, _ words: TextCatalog) -> [Block] {
    guard accounts.names.privileged.isKnown else { return [.notice(words[.privilegedUnknown])] }
    return [.paragraph(words[.privilegedBy])] + privilegedRoles(accounts, words)
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
