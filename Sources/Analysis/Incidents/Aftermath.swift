public import Model

/// What followed the sign-ins of incidents that succeeded after failures: the sessions that began with them, and the
/// acts of the same users or in the same sessions.
///
/// An act of a user counts until the session that began with the sign-in has ended, where its end is known. Memory holds
/// these sign-ins, their sessions, and of each incident the first ``actLimit`` acts.
public struct Aftermath {
  /// A session that began with a success.
  public struct Session: Sendable {
    /// Its identifier.
    public let id: Identifier
    /// Whose it is.
    public let user: Identifier?
    /// Where it came from.
    public let address: NetworkAddress?
    /// Its begin.
    public let begin: Instant
    /// Its end, where the source records one.
    public var end: Instant?
  }

  /// An act after a success: a privilege used, roles changed, data exported.
  public struct Act: Sendable {
    /// The event.
    public let id: Identifier
    /// When.
    public let at: Instant
    /// What.
    public let type: EventType
    /// Who acted, as far as the event says.
    public let user: Identifier?
    /// Where it came from.
    public let address: NetworkAddress?
    /// The session it was done in.
    public let session: Identifier?

    /// Whether events of a type are such acts.
    public static func isAct(_ type: EventType) -> Bool {
      switch type {
      case .privilegeUse, .bulkExport, .roleGranted, .roleRevoked, .roleChanged: true
      default: false
      }
    }
  }

  /// How many acts an incident lists.
  public static let actLimit = 200
  /// How far from a sign-in a session without a common identifier may begin and be taken for the one that began with it.
  static let tolerance = 300 * microsecondsPerSecond

  private struct Stay {
    let incident: Int32
    let signIn: Finding.SignIn
    var sessions: Set<Identifier> = []
    /// The end of the sessions that began with it; nil where no such session is known.
    var until: Instant?
  }

  private var stays: [Stay] = []
  private var byIncident: [Int32: [Int]] = [:]
  private var byUser: [Identifier: [Int]] = [:]
  private var bySession: [Identifier: [Int]] = [:]
  private var sessions: [Int32: [Session]] = [:]
  private var acts: [Int32: [Act]] = [:]
  private var leftOut: [Int32: Int] = [:]

  /// Nothing yet.
  init() {}

  /// Whether there is no sign-in to follow.
  var isEmpty: Bool { stays.isEmpty }

  /// Adds a sign-in of an incident.
  mutating func follow(_ signIn: Finding.SignIn, of incident: Int32) {
    let place = stays.count
    byIncident[incident, default: []].append(place)
    var stay = Stay(incident: incident, signIn: signIn)
    if let user = signIn.row.user { byUser[user, default: []].append(place) }
    if let session = signIn.row.session {
      bySession[session, default: []].append(place)
      stay.sessions.insert(session)
    }
    stays.append(stay)
  }

  /// Whether sessions of a user may have begun with a sign-in.
  func wants(_ user: Identifier) -> Bool { byUser[user] != nil }

  /// Looks at a session that was read.
  mutating func observe(_ session: Session) {
    for place in session.user.flatMap({ byUser[$0] }) ?? [] {
      let row = stays[place].signIn.row
      if let named = row.session {
        guard named == session.id else { continue }
      } else {
        let distance = abs(session.begin.microseconds - stays[place].signIn.at.microseconds)
        guard distance <= Self.tolerance, row.address == nil || session.address == nil || row.address == session.address
        else { continue }
      }
      if stays[place].sessions.insert(session.id).inserted { bySession[session.id, default: []].append(place) }
      stays[place].until = max(stays[place].until ?? .minusInfinity, session.end ?? .infinity)
      let incident = stays[place].incident
      if sessions[incident]?.contains(where: { $0.id == session.id }) == true { continue }
      sessions[incident, default: []].append(session)
    }
  }

  /// Looks at an act, in order of time; `actors` are the ways in which the event may name who acted.
  mutating func observe(_ act: Act, by actors: [Identifier]) {
    var incidents: Set<Int32> = []
    for place in Set(actors.flatMap { byUser[$0] ?? [] })
    where follows(act, place) && act.at <= stays[place].until ?? .infinity {
      incidents.insert(stays[place].incident)
    }
    for place in act.session.flatMap({ bySession[$0] }) ?? [] where follows(act, place) {
      incidents.insert(stays[place].incident)
    }
    for incident in incidents {
      if acts[incident]?.count ?? 0 < Self.actLimit {
        acts[incident, default: []].append(act)
      } else {
        leftOut[incident, default: 0] += 1
      }
    }
  }

  private func follows(_ act: Act, _ place: Int) -> Bool {
    let signIn = stays[place].signIn
    return (act.at, act.id) > (signIn.at, signIn.row.id)
  }

  /// The sessions of an incident.
  func sessions(of incident: Int32) -> [Session] { sessions[incident] ?? [] }

  /// The acts of an incident, and how many more there were.
  func acts(of incident: Int32) -> (listed: [Act], leftOut: Int) { (acts[incident] ?? [], leftOut[incident] ?? 0) }

  /// The sign-ins of an incident, each with the sessions that began with it.
  func stays(of incident: Int32) -> [(signIn: Finding.SignIn, sessions: Set<Identifier>)] {
    (byIncident[incident] ?? []).map { (stays[$0].signIn, stays[$0].sessions) }
  }
}
