package import Analysis
import Documents
import Model
import Records

/// How documents about accounts show who acted and whom it was done to.
///
/// At M1 the user names of privileged accounts are clear, since they answer for what they did; all others are masked as in any
/// document (docs/decisions/0071-accounts.md).
package struct AccountNames {
  /// What is shown of most people.
  let context: RowContext
  /// What is shown of privileged accounts.
  private let clear: RowContext
  /// Which those are.
  let privileged: PrivilegedAccounts

  /// Names of a document; `clear` shows everything.
  package init(_ context: RowContext, clear: RowContext, privileged: PrivilegedAccounts) {
    self.context = context
    self.clear = context.mask.level == .M1 ? clear : context
    self.privileged = privileged
  }

  /// Whether some names are shown that others of the document's level are not.
  var showsClearNames: Bool { context.mask.level == .M1 }

  /// An account's user name, or its key where nobody knows a name.
  func name(_ account: Identifier?, shown: String? = nil) -> Cell {
    let context = privileged.contains(account) ? clear : context
    let name = context.userName(account, shown: shown)
    return name == .empty ? context.userKey(account) : name
  }

  /// An account's key.
  func key(_ account: Identifier?) -> Cell {
    (privileged.contains(account) ? clear : context).userKey(account)
  }

  /// The operating system's name of somebody who ran the program.
  func actor(_ user: String) -> String {
    let mask = clear.mask
    return mask.userName(user) + mask.mark(ofUser: user, isName: true)
  }

  /// Who uses an account, in words.
  func kind(_ account: Identifier) -> Cell {
    context.users[account]?.kind.map { .text(context.words.name($0)) } ?? .empty
  }

  /// The same for programs.
  func kindCode(_ account: Identifier) -> Cell { context.users[account]?.kind.map { .text($0.rawValue) } ?? .empty }

  /// A role of the database server, which may be a person's; those that PostgreSQL has itself are nobody's.
  func databaseRole(_ name: String) -> String { DatabaseRole.isPredefined(name) ? name : actor(name) }

  /// A few accounts in an order that the names a reader sees decide.
  func order(of account: Identifier) -> [Identifier] { context.order(of: account, shown: nil) }
}
