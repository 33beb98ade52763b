import Documents
import Model
import Records

/// A record that answers an item.
struct AuthorityRecord {
  /// What it shows.
  enum Kind {
    case sessionStart
    case sessionEnd
    case sessionOpen
    case event(EventKind)

    /// Whether it shows that somebody came in, or tried to.
    var isSignIn: Bool {
      switch self {
      case .sessionStart, .sessionOpen: true
      case .sessionEnd: false
      case .event(.known(let type)):
        [.loginSuccess, .loginFailed, .sessionStart, .reauthentication, .mfaSuccess, .mfaDenied, .mfaTimeout]
          .contains(type)
      case .event: false
      }
    }

    /// Whether it shows that somebody left.
    var isSignOut: Bool {
      switch self {
      case .sessionEnd: true
      case .event(.known(let type)): [.logout, .sessionEnd, .sessionRevoked].contains(type)
      default: false
      }
    }
  }

  let item: Int
  let kind: Kind
  let moment: Instant
  let user: Identifier?
  let userName: String?
  let address: NetworkAddress?
  let port: Int?
  let client: String?
  let device: String?
  let session: Identifier?
  let event: Identifier?
  var succeeded: Bool?
  let turkey: Zone
  let wants: Set<AuthorityLetter.Wanted>
  let context: RowContext

  var relation: String { event == nil ? "sessions" : "events" }

  /// `2026-10-07T11:00:00.000000+03:00`: CSV files and the JSON copy have moments in UTC alone.
  fileprivate var turkish: String {
    turkey.localTime(at: moment).iso8601 + turkey.offsetLabel(at: moment).dropFirst(3)
  }

  fileprivate var name: String {
    switch kind {
    case .sessionStart: context.words[.authorityKindSessionStart]
    case .sessionEnd: context.words[.authorityKindSessionEnd]
    case .sessionOpen: context.words[.authorityKindSessionOpen]
    case .event(let kind): context.words.name(kind, in: context.language)
    }
  }

  /// A value that is shown only where the item asks for it.
  fileprivate func asked(_ wanted: AuthorityLetter.Wanted, _ value: Cell) -> Cell {
    wants.contains(wanted) ? value : .empty
  }
}

/// An account that an item asks about.
struct AccountRecord {
  let item: Int
  let key: Identifier
  /// Whether the registration is asked for, and not the account alone.
  let isWhole: Bool
  let turkey: Zone
  let context: RowContext

  fileprivate var user: User? { context.users[key] }

  fileprivate func whole(_ cell: Cell) -> Cell { isWhole ? cell : .empty }

  fileprivate func turkish(_ instant: Instant?) -> Cell {
    whole(instant.flatMap { $0.isMeaningful ? .moment($0, zoneOffset: turkey.offset(at: $0)) : nil } ?? .empty)
  }

  fileprivate func utc(_ instant: Instant?) -> Cell {
    whole(instant.flatMap { $0.isMeaningful ? .text($0.iso8601) : nil } ?? .empty)
  }
}

/// The tables of an answer to an authority; the numbers of the records' rows come before.
enum AuthorityListing {
  static let records = TableColumns<AuthorityRecord>([
    .init(.requestItem, .integer, 7) { .integer(Int64($0.item + 1)) },
    .init(.timeTurkey, .moment, 19, for: .viewers) {
      .moment($0.moment, zoneOffset: $0.turkey.offset(at: $0.moment))
    },
    .init(.timeTurkeyText, .text, 32, for: .dataFiles) { .text($0.turkish) },
    .init(.timeUTC, .text, 27) { .text($0.moment.iso8601) },
    .init(.recordKind, .text, 20) { .text($0.name) },
    .init(.outcome, .text, 10) { row in
      row.context.text(row.succeeded.map { row.context.words[$0 ? .outcomeSuccess : .outcomeFailure] })
    },
    .init(.userKey, .text, 10) { $0.context.userKey($0.user) },
    .init(.userName, .text, 18) { $0.context.userName($0.user, shown: $0.userName) },
    .init(.address, .text, 16) { row in row.asked(.addresses, row.context.address(row.address)) },
    .init(.port, .integer, 7) { row in row.asked(.ports, row.port.map { .integer(Int64($0)) } ?? .empty) },
    .init(.clientSummary, .text, 18, for: .paper) { row in
      row.asked(.devices, row.context.clientSummary(row.client))
    },
    .init(.client, .text, 24, for: .readersWithRoomAndPrograms) { row in
      row.asked(.devices, row.context.client(row.client))
    },
    .init(.device, .text, 16, for: .readersWithRoomAndPrograms) { row in
      row.asked(.devices, row.context.device(row.device))
    },
    .init(.sessionID, .text, 14, for: .readersWithRoomAndPrograms) { row in
      row.session.map { .text(row.context.mask.sessionID($0.text)) } ?? .empty
    },
    .init(.relation, .text, 10, for: .readersWithRoomAndPrograms) { .text($0.relation) },
    .init(.recordKey, .text, 14, for: .readersWithRoomAndPrograms) { row in
      if let event = row.event { return .text(row.context.mask.rowKey(event.text)) }
      return row.session.map { .text(row.context.mask.sessionID($0.text)) } ?? .empty
    },
  ])

  static let registration = TableColumns<AccountRecord>([
    .init(.requestItem, .integer, 7) { .integer(Int64($0.item + 1)) },
    .init(.userKey, .text, 12) { $0.context.userKey($0.key) },
    .init(.userName, .text, 20) { $0.context.userName($0.key, shown: nil) },
    .init(.fullName, .text, 22) { row in row.whole(row.context.fullName(row.key)) },
    .init(.email, .text, 24) { row in
      row.whole(row.user?.email.map { .text(row.context.mask.email($0)) } ?? .empty)
    },
    .init(.createdTurkey, .moment, 19, for: .viewers) { $0.turkish($0.user?.createdAt) },
    .init(.createdUTC, .text, 27) { $0.utc($0.user?.createdAt) },
    .init(.disabledTurkey, .moment, 19, for: .desk) { $0.turkish($0.user?.disabledAt) },
    .init(.disabledUTC, .text, 27, for: .readersWithRoomAndPrograms) { $0.utc($0.user?.disabledAt) },
  ])
}
