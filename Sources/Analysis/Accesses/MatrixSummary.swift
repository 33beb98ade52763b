public import Model

/// What a matrix says of the accesses of a period, as numbers.
///
/// Memory: roles times objects times types of events that the matrix and the source have.
public struct MatrixSummary: Sendable {
  /// A role, an object and what was done to it.
  public struct Group: Hashable, Sendable, Comparable {
    /// The role.
    public let role: Identifier
    /// The object.
    public let object: Identifier
    /// The name of the event's type.
    public let act: Identifier

    public static func < (first: Group, second: Group) -> Bool {
      (first.role, first.object, first.act) < (second.role, second.object, second.act)
    }
  }

  /// A role and an object.
  public struct Place: Hashable, Sendable {
    /// The role.
    public let role: Identifier
    /// The object.
    public let object: Identifier

    /// A place from its parts.
    public init(role: Identifier, object: Identifier) { (self.role, self.object) = (role, object) }
  }

  /// Accesses of several accounts.
  public struct Sums: Sendable {
    /// What they come to.
    public var accesses = AccessSums()
    /// How many accounts they are of.
    public var accounts: Int64 = 0
    /// Those that deviate.
    public var deviating: Int64 = 0
    /// Those of which nobody can tell.
    public var toExamine: Int64 = 0

    /// No access.
    public init() {}
  }

  /// Accesses that conform.
  public private(set) var conforming: Int64 = 0
  /// What deviates, by role, object and act.
  public private(set) var deviations: [Group: Sums] = [:]
  /// Those of which nobody can tell, by the reason.
  public internal(set) var doubts: [AccessMatrix.Doubt: Int64] = [:]
  /// Accesses to objects with personal data, by object.
  public private(set) var personal: [Identifier: Sums] = [:]
  /// Accesses with a verdict by role and object.
  public private(set) var places: [Place: Sums] = [:]
  private var groupsOfAccount: Set<Group> = []
  private var objectsOfAccount: Set<Identifier> = []
  private var placesOfAccount: Set<Place> = []
  private var isSomebody = false

  /// Accesses that deviate.
  public var deviating: Int64 { deviations.values.reduce(0) { $0 + $1.accesses.total } }
  /// Accesses of which nobody can tell.
  public var toExamine: Int64 { doubts.values.reduce(0, +) }

  /// Ends the account before and begins another: what an account did several times is of one account.
  mutating func begin(isSomebody: Bool) {
    if self.isSomebody {
      for group in groupsOfAccount { deviations[group]?.accounts += 1 }
      for object in objectsOfAccount { personal[object]?.accounts += 1 }
      for place in placesOfAccount { places[place]?.accounts += 1 }
    }
    (groupsOfAccount, objectsOfAccount, placesOfAccount) = ([], [], [])
    self.isSomebody = isSomebody
  }

  mutating func add(
    _ key: AccessKey, _ role: AccessMatrix.Role, _ sums: AccessSums, _ verdict: AccessMatrix.Verdict, isPersonal: Bool
  ) {
    var added = Sums()
    added.accesses = sums
    switch verdict {
    case .conforms: conforming += sums.total
    case .deviates: added.deviating = sums.total
    case .toExamine(let doubt):
      doubts[doubt, default: 0] += sums.total
      added.toExamine = sums.total
    }
    if isPersonal {
      personal[key.object, default: Sums()].add(added)
      objectsOfAccount.insert(key.object)
    }
    guard case .held(let role) = role, added.toExamine == 0 else { return }
    let place = Place(role: role, object: key.object)
    places[place, default: Sums()].add(added)
    placesOfAccount.insert(place)
    guard verdict == .deviates else { return }
    let group = Group(role: role, object: key.object, act: key.act)
    deviations[group, default: Sums()].add(added)
    groupsOfAccount.insert(group)
  }
}

extension MatrixSummary.Sums {
  fileprivate mutating func add(_ other: MatrixSummary.Sums) {
    accesses.add(other.accesses)
    deviating += other.deviating
    toExamine += other.toExamine
  }
}
