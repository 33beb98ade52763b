import Files
import Model
import Records

/// What findings share, put aside on the disk while they are reported, until it says which of them belong together.
///
/// Memory holds four bytes a finding, and the addresses that link nothing because so many signed in from them.
final class FindingLinks {
  private enum Kind: UInt8 {
    case user, address, session
  }

  /// From how many users with a successful sign-in on an address links nothing: a company's way out, a carrier's network.
  static let usersOfSharedAddress = 10

  private let links: SortedSpool
  private let successes: SortedSpool
  private let isTrusted: (NetworkAddress) -> Bool
  private var record = RecordBuffer()
  private var sets = UnionFind()

  /// Nothing yet; the records will lie on the file system of `folder`.
  init(folder: String, isTrusted: @escaping (NetworkAddress) -> Bool) {
    links = SortedSpool(in: folder)
    successes = SortedSpool(in: folder)
    self.isTrusted = isTrusted
  }

  /// Adds the next finding.
  func add(_ finding: Finding, _ part: IncidentPart) throws {
    let number = Int32(sets.count)
    sets.add()
    guard finding.first.isMeaningful, finding.last.isMeaningful else { return }
    let evidence = finding.evidence.links
    var (users, sessions) = (evidence.users, evidence.sessions)
    var addresses = Set(evidence.addresses.lazy.filter { !self.isTrusted($0) }.map { Identifier($0.description) })
    switch finding.key.kind {
    case .user: users.insert(finding.key.value)
    case .address where NetworkAddress(finding.key.value.text).map(isTrusted) != true:
      addresses.insert(finding.key.value)
    case .session: sessions.insert(finding.key.value)
    case .address, .tenant: break
    }
    func put(_ kind: Kind, _ value: Identifier) throws {
      record.clear()
      record.append(byte: kind.rawValue)
      record.append(bytes: value.ascendingBytes)
      record.append(bytes: finding.first.microseconds.ascendingBytes)
      record.append(number: finding.last.microseconds)
      record.append(number: Int64(number))
      record.append(byte: part.rawValue)
      try links.append(record)
    }
    for user in users { try put(.user, user) }
    for session in sessions { try put(.session, session) }
    // A state is none of an address.
    if part == .state { return }
    for address in addresses { try put(.address, address) }
  }

  /// Notes that somebody signed in with success within the period.
  func noteSuccess(of user: Identifier, from address: NetworkAddress) throws {
    record.clear()
    record.append(bytes: Identifier(address.description).ascendingBytes)
    record.append(bytes: user.ascendingBytes)
    try successes.append(record)
  }

  /// Which findings belong together, by their numbers.
  func components() throws -> UnionFind {
    let shared = try sharedAddresses()
    var current: ArraySlice<UInt8>?
    var sweep = LinkSweep(byUser: true)
    try links.forEachInOrder { record in
      var rest = record.dropFirst()
      guard let kind = record.first, let value = Identifier(takenFrom: &rest) else { return }
      if kind == Kind.address.rawValue, shared.contains(value) { return }
      let key = record[..<rest.startIndex]
      if current.map({ !$0.elementsEqual(key) }) ?? true {
        current = ArraySlice(Array(key))
        sweep = LinkSweep(byUser: kind == Kind.user.rawValue)
      }
      guard let first = Int64(takenFrom: &rest) else { return }
      var fields = RecordFields(rest)
      let last = Instant(microseconds: fields.number())
      let number = Int32(truncatingIfNeeded: fields.number())
      guard let part = IncidentPart(rawValue: fields.byte()) else { return }
      sweep.add(
        LinkSweep.Span(number: number, part: part, first: Instant(microseconds: first), last: last), &sets)
    }
    return sets
  }

  /// The addresses from which so many different users signed in that they say nothing of anybody.
  private func sharedAddresses() throws -> Set<Identifier> {
    var shared: Set<Identifier> = []
    var (address, users): (Identifier, Int) = ("", 0)
    var previous: [UInt8] = []
    try successes.forEachInOrder { record in
      guard !record.elementsEqual(previous) else { return }
      previous = Array(record)
      var rest = record
      guard let next = Identifier(takenFrom: &rest) else { return }
      users = next == address && users > 0 ? users + 1 : 1
      address = next
      if users == Self.usersOfSharedAddress { shared.insert(address) }
    }
    return shared
  }
}
