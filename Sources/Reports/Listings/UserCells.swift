import Model
import Records

/// What the tables of rows show of a user, encoded once: rows come in millions, users in thousands.
final class UserCells {
  /// Whose they are.
  let user: Identifier
  /// The key.
  let key: PreparedCell
  /// The role.
  let role: PreparedCell
  /// The name of the user table; nil where each row shows its own.
  let name: PreparedCell?
  /// The name that the latest row showed, and its cell.
  fileprivate var shown: (name: Identifier, cell: PreparedCell)?

  fileprivate init(_ user: Identifier, _ context: RowContext) {
    self.user = user
    key = PreparedCell(context.userKey(user))
    role = PreparedCell(context.role(user))
    name = context.users[user]?.name == nil ? nil : PreparedCell(context.userName(user, shown: nil))
  }
}

/// What the tables of rows show of a browser, encoded once.
struct ClientCells {
  /// The browser as the mask lets it be shown.
  let client: PreparedCell
  /// The same as short as pages have room for.
  let summary: PreparedCell
}

/// The cells of rows met lately.
final class RecentCells {
  fileprivate let users = BoundedCache<Identifier, UserCells>(limit: 12_000)
  fileprivate let clients = BoundedCache<Identifier, ClientCells>()
  fileprivate let addresses = BoundedCache<NetworkAddress, PreparedCell>(limit: 12_000)
  /// Those of the user of the latest row: sessions come user by user.
  fileprivate var latest: UserCells?
}

extension RowContext {
  /// The cells of a user; nil for nobody.
  func cells(of user: Identifier?) -> UserCells? {
    guard let user else { return nil }
    if let latest = recent.latest, latest.user == user { return latest }
    let cells = recent.users.result(for: user.text) { UserCells(Identifier($0), self) }
    recent.latest = cells
    return cells
  }

  /// Adds a user's sign-in name to a row, as ``userName(_:shown:)`` has it.
  func append(userName user: Identifier?, shown: String?, to row: inout TableRowBuilder) {
    guard let cells = cells(of: user) else { return row.append(userName(nil, shown: shown)) }
    if let name = cells.name { return row.append(name) }
    guard let shown else { return row.append(Cell.empty) }
    let name = Identifier(shown)
    if cells.shown?.name != name { cells.shown = (name, PreparedCell(userName(user, shown: shown))) }
    row.append(cells.shown?.cell)
  }

  /// The cells of a browser; nil where none is known.
  func clientCells(_ userAgent: String?) -> ClientCells? {
    userAgent.map { text in
      recent.clients.result(for: text) {
        ClientCells(client: PreparedCell(client($0)), summary: PreparedCell(clientSummary($0)))
      }
    }
  }

  /// Adds an address to a row; an empty cell where none is known.
  func append(address: NetworkAddress?, to row: inout TableRowBuilder) {
    guard let address else { return row.append(Cell.empty) }
    // A clear one is written sooner than it is looked up.
    if mask.level == .M0 { return row.append(address.description) }
    row.append(recent.addresses.result(for: address) { PreparedCell(.text(mask.address($0))) })
  }
}
