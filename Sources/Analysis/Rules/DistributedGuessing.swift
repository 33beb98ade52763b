import Model

/// A05: one user, or the whole source, is tried from many addresses within a short time.
///
/// Memory: a: the rows of one window of one user, and those of the episode in hand; b: the rows of one window of the
/// source, and the users and addresses an episode in hand counts.
struct DistributedGuessing: Rule {
  static let definition = RuleDefinition(
    id: "A05",
    techniques: ["T1110.001", "T1110.004"],
    severities: [.high],
    parameters: [
      RuleParameter("count", .count, 10),
      RuleParameter("addresses", .count, 5),
      RuleParameter("window", .duration, 3600),
      RuleParameter("tenant_users", .count, 20),
      RuleParameter(
        "tenant_addresses", .count, 20),
      RuleParameter("tenant_window", .duration, 300),
    ],
    branches: [
      RuleBranch(
        "a", needs: [.column(.event(.userID)), .column(.event(.address)), .eventTypes([.loginFailed])],
        optionalNeeds: [.column(.event(.reason))]),
      RuleBranch(
        "b", needs: [.column(.event(.userID)), .column(.event(.address)), .eventTypes([.loginFailed]), .wholeSource],
        optionalNeeds: [.column(.event(.reason))]),
    ],
    subject: .failures(by: .user),
    sentences: ["of_users", "of_user"])

  static let passes: Set<RulePass> = [.events, .users]

  /// A row of the whole source that may come to belong to an episode.
  private struct Row {
    let row: EvidenceRow
    let country: String?

    var address: NetworkAddress? { row.address }
  }

  private struct Episode {
    var rows: UserEpisode
    var addresses: Set<NetworkAddress> = []
    var named = NamedAddresses()
    var countries: Set<String> = []
  }

  private let context: RuleContext
  private var users: DistinctWindow<Identifier, Row>
  /// The same rows once more, by address: both windows always hold the same rows.
  private var addresses: DistinctWindow<NetworkAddress, Void>
  private var episode: Episode?

  init(_ context: RuleContext) {
    self.context = context
    let window = context.value("tenant_window")
    users = DistinctWindow(distinct: context.value("tenant_users"), window: window)
    addresses = DistinctWindow(distinct: context.value("tenant_addresses"), window: window)
  }

  mutating func observe(_ event: borrowing ObservedEvent, _ sink: FindingSink) throws {
    guard event.isWrongCredential else { return }
    let address = event.address.map { Self.source($0) }
    let byAddress = addresses.add((), value: address, at: event.at)
    let areAddressesEnough = if case .quiet = byAddress { false } else { true }
    let row = Row(
      row: EvidenceRow(event), country: event.country)
    switch users.add(row, value: event.userKey, at: event.at, isEnough: { _ in areAddressesEnough }) {
    case .quiet: return
    case .grows(let rows): add(rows, until: event.at)
    case .begins(let first, let rows):
      try report(sink)
      episode = Episode(rows: UserEpisode(first: first, [], until: event.at, context.evidence([])))
      add(rows, until: event.at)
    }
  }

  /// Users are judged after the events, and want to know who was tried.
  mutating func finishEvents(_ sink: FindingSink) throws { try report(sink) }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    guard user.addresses.count >= Int(context.value("addresses")) else { return }
    let count = Int(context.value("count"))
    let sources = Self.sources(user.addresses)
    var window = DistinctWindow<Int32, Int>(distinct: context.value("addresses"), window: context.value("window"))
    var episode: [Int] = []
    for index in user.events.indices where user.events[index].isWrongCredential {
      let number = user.events[index].address
      let source = number < 0 ? nil : sources[Int(number)]
      switch window.add(index, value: source, at: user.events[index].at, isEnough: { $0.rowCount >= count }) {
      case .quiet: continue
      case .grows(let rows): episode += rows
      case .begins(_, let rows):
        try report(episode, of: user, sources, sink)
        episode = rows
      }
    }
    try report(episode, of: user, sources, sink)
  }

  /// What an address counts as: of IPv6 only the network, since devices change the rest by themselves.
  private static func source(_ address: NetworkAddress) -> NetworkAddress {
    if case .v6(let high, _, _) = address { .v6(high: high, low: 0, zone: nil) } else { address }
  }

  /// For each of a user's addresses the number of the first that counts as the same.
  private static func sources(_ addresses: [NetworkAddress]) -> [Int32] {
    var numbers: [NetworkAddress: Int32] = [:]
    return addresses.map { address in
      let next = Int32(numbers.count)
      let number = numbers[source(address), default: next]
      numbers[source(address)] = number
      return number
    }
  }

  private mutating func add(_ rows: [Row], until trigger: Instant) {
    episode?.rows.add(rows.map(\.row), until: trigger)
    for row in rows {
      if let country = row.country { episode?.countries.insert(country) }
      episode?.named.add(row.address)
      guard let address = row.address, episode?.addresses.insert(Self.source(address)).inserted == true else {
        continue
      }
      if let country = context.locate(address)?.country { episode?.countries.insert(country) }
    }
  }

  /// Reports the episode of the whole source.
  private mutating func report(_ sink: FindingSink) throws {
    guard let (rows, countries) = episode.map({ ($0.rows, $0.countries) }) else { return }
    let (addresses, named) = (episode?.addresses.count ?? 0, episode?.named ?? NamedAddresses())
    episode = nil
    for user in rows.users.byUser.keys { context.suspicions.add(user, at: rows.last) }
    guard context.belongs(rows.last) else { return }
    let (failures, users) = (rows.evidence.count, rows.users.count)
    let span = context.span(rows.first, rows.last)
    var finding = Finding(
      severity: .high, key: .tenant, first: rows.first, last: rows.last, evidence: rows.evidence,
      sentence: Self.sentence(
        "of_users",
        ["failures": .count(failures), "users": .count(users), "addresses": .count(addresses), "span": .message(span)]))
    finding.branch = "b"
    finding.continues = context.continues(rows.last, window: context.value("tenant_window"))
    finding.measured = [
      .init("failures", failures), .init("users", users), .init("without_user", rows.users.withoutUser),
      .init("addresses", addresses), named.measure, .init("top_users", rows.users.top()),
    ]
    finding.measured += Self.unmerged(named, addresses) + Self.countries(countries)
    try sink.report(finding)
  }

  /// Reports an episode of one user; the rows are places among its events.
  private func report(_ rows: [Int], of user: UserHistory, _ sources: [Int32], _ sink: FindingSink) throws {
    guard let begin = rows.first, let end = rows.last else { return }
    let (first, last) = (user.events[begin].at, user.events[end].at)
    context.suspicions.add(user.key, at: last)
    guard context.belongs(last) else { return }
    let events = rows.map { user.events[$0] }
    let numbers = Set(events.map(\.address)).subtracting([-1])
    let addresses = Set(numbers.map { sources[Int($0)] }).count
    let named = NamedAddresses(events.map { user.address($0.address) })
    var countries = Set(events.compactMap { user.detail($0)?.country })
    for number in numbers {
      if let country = context.locate(user.addresses[Int(number)])?.country { countries.insert(country) }
    }
    let span = context.span(first, last)
    var finding = Finding(
      severity: .high, key: .user(user.key), first: first, last: last,
      evidence: context.evidence(events.lazy.map { user.row($0) }),
      sentence: Self.sentence(
        "of_user", ["failures": .count(rows.count), "addresses": .count(addresses), "span": .message(span)]))
    finding.branch = "a"
    finding.continues = context.continues(last, window: context.value("window"))
    finding.measured = [
      .init("failures", rows.count), .init("addresses", addresses), named.measure,
      .init("reasons", .text(Set(events.compactMap { $0.reason?.rawValue }).sorted().joined(separator: ", "))),
    ]
    finding.measured += Self.unmerged(named, addresses) + Self.countries(countries)
    try sink.report(finding)
  }

  /// How many addresses there are, where some of IPv6 count as one.
  private static func unmerged(_ named: NamedAddresses, _ addresses: Int) -> [Finding.Measure] {
    named.count == addresses ? [] : [.init("single_addresses", named.count)]
  }

  /// The countries, where any is known.
  private static func countries(_ codes: Set<String>) -> [Finding.Measure] {
    codes.isEmpty ? [] : [.init("countries", .text(codes.sorted().joined(separator: ", ")))]
  }
}
