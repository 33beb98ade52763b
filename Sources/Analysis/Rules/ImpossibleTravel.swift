import Messages
import Model

/// S01: two sign-ins of one user, one after the other, too far apart for the time between them.
///
/// Memory: the places of one user's addresses, and the sign-ins of one chain of changes.
struct ImpossibleTravel: Rule {
  static let definition = RuleDefinition(
    id: "S01",
    techniques: ["T1078"],
    severities: [.high, .medium, .low],
    parameters: [
      RuleParameter("distance", .kilometres, 500),
      RuleParameter("speed", .speed, 900),
      RuleParameter("shortest", .duration, 60),
      RuleParameter(
        "country_window", .duration, 10_800),
    ],
    branches: [
      RuleBranch(needs: [
        .column(.event(.userID)), .eventTypes([.loginSuccess]),
        .any([
          [.setting("geoip"), .column(.event(.address))], [.anyColumn([.event(.country), .event(.latitude)])],
        ]),
      ])
    ],
    subject: RuleSubject(.user, [.loginSuccess]),
    sentences: ["countries", "places"])

  static let passes: Set<RulePass> = [.users]

  /// A sign-in whose place is known.
  private struct Stop {
    let event: Int
    let location: GeoLocation
  }

  /// A change of place that fires.
  private struct Change {
    let from: Stop
    let to: Stop
    /// Metres; nil by country alone.
    let distance: Int64?
    let elapsed: Int64
    /// Whole kilometres an hour; zero by country alone.
    let speed: Int64
    let mitigations: Set<String>

    var severity: Severity { mitigations.isEmpty ? distance == nil ? .medium : .high : .low }

    /// Whether it says more than another: a higher severity, a greater speed, a shorter time.
    func outdoes(_ other: Change) -> Bool {
      (severity, speed, -elapsed) > (other.severity, other.speed, -other.elapsed)
    }
  }

  /// Half the way around the earth in metres, rounded up: no distance is longer.
  private static let longestDistance: Int64 = 20_015_200

  private let context: RuleContext
  private let distance: Int64
  private let speed: Int64
  private let shortest: Int64
  private let countryWindow: Int64

  init(_ context: RuleContext) {
    self.context = context
    distance = context.value("distance")
    speed = max(1, context.value("speed"))
    shortest = max(1, context.value("shortest"))
    countryWindow = context.value("country_window")
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    var origins = UserOrigins(user, context)
    var before: Stop?
    var chain: [Change] = []
    for index in user.events.indices where user.events[index].type == .loginSuccess {
      let event = user.events[index]
      guard let location = origins.location(of: event) else {
        if context.belongs(event.at) { sink.remark(.placesUnknown) }
        continue
      }
      let stop = Stop(event: index, location: location)
      if let last = before, let change = change(from: last, to: stop, of: user, &origins) {
        if isOver(chain, before: last, of: user) {
          try report(chain, of: user, isOver: true, &origins, sink)
          chain.removeAll(keepingCapacity: true)
        }
        chain.append(change)
      }
      before = stop
    }
    try report(chain, of: user, isOver: isOver(chain, before: before, of: user), &origins, sink)
  }

  /// Whether a change that begins at a sign-in is no part of the chain any more.
  private func isOver(_ chain: [Change], before stop: Stop?, of user: UserHistory) -> Bool {
    guard let stop, let end = chain.last else { return false }
    return user.events[stop.event].at > user.events[end.to.event].at
  }

  private func change(
    from: Stop, to: Stop, of user: UserHistory, _ origins: inout UserOrigins
  ) -> Change? {
    // Most sign-ins come from where the one before came from.
    guard from.location != to.location else { return nil }
    let (first, second) = (user.events[from.event], user.events[to.event])
    let elapsed = second.at.microseconds - first.at.microseconds
    var metres: Int64?
    var kilometresAnHour: Int64 = 0
    if let start = from.location.place, let end = to.location.place {
      // Whole metres: the distance is already rounded to them. Metres · 3,600,000 / microseconds are kilometres an hour.
      let length = Int64((start.distance(to: end) * 1000).rounded())
      let time = max(elapsed, shortest)
      guard length / 1000 >= distance, time <= length * 3_600_000 / speed else { return nil }
      metres = length
      kilometresAnHour = length * 3_600_000 / time
    } else {
      guard let start = from.location.country, let end = to.location.country, start != end, elapsed <= countryWindow
      else { return nil }
    }
    var mitigations: Set<String> = []
    if origins.isTrusted(first.address) || origins.isTrusted(second.address) { mitigations.insert("trusted_egress") }
    if from.location.isHosting || to.location.isHosting { mitigations.insert("hosting") }
    if first.device == second.device, user.isNamedDevice(first.device) { mitigations.insert("same_device") }
    return Change(
      from: from, to: to, distance: metres, elapsed: elapsed, speed: kilometresAnHour, mitigations: mitigations)
  }

  private func report(
    _ chain: [Change], of user: UserHistory, isOver: Bool, _ origins: inout UserOrigins, _ sink: FindingSink
  ) throws {
    guard let begin = chain.first, let end = chain.last, context.belongs(user.events[end.to.event].at) else { return }
    let most = chain.dropFirst().reduce(begin) { $1.outdoes($0) ? $1 : $0 }
    let (first, last) = (user.events[begin.from.event].at, user.events[end.to.event].at)
    var evidence = context.evidence([])
    for event in user.events[begin.from.event...end.to.event] where event.type == .loginSuccess {
      if origins.location(of: event) != nil { evidence.append(user.row(event)) }
    }
    var finding = Finding(
      severity: most.severity, key: .user(user.key), first: first, last: last,
      evidence: evidence, sentence: sentence(chain.count, most, context.span(first, last)))
    if most.severity == .low { finding.mitigations = Set(chain.flatMap(\.mitigations)).sorted() }
    // Longer than this no two places are too far apart.
    let window = max(countryWindow, Self.longestDistance * 3_600_000 / speed)
    finding.continues = !isOver && context.continues(last, window: window)
    finding.measured = [.init("changes", chain.count), .init("elapsed_us", most.elapsed)]
    if let distance = most.distance {
      finding.measured += [.init("distance_m", distance), .init("speed_kmh", most.speed)]
    }
    let sides = [("from", most.from), ("to", most.to)]
    for (name, stop) in sides {
      if let country = stop.location.country { finding.measured.append(.init(name + "_country", .text(country))) }
      if let address = user.address(user.events[stop.event].address) {
        finding.measured.append(.init(name + "_address", .address(address)))
      }
    }
    try sink.report(finding)
  }

  private func sentence(_ changes: Int, _ most: Change, _ span: Message) -> FindingSentence {
    let elapsed = context.length(most.elapsed)
    guard let distance = most.distance else {
      return Self.sentence(
        "countries", ["changes": .count(changes), "span": .message(span), "elapsed": .text(elapsed)])
    }
    return Self.sentence(
      "places",
      [
        "changes": .count(changes), "span": .message(span), "kilometres": .number(distance / 1000),
        "elapsed": .text(elapsed), "speed": .number(most.speed),
      ])
  }
}
