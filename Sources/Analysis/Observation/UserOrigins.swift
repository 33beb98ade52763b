import Model

/// Where one user's events and sessions come from: of each address whether it is trusted and where it lies, asked once.
///
/// Memory: the addresses of one user.
struct UserOrigins {
  private let user: UserHistory
  private let context: RuleContext
  private var trusted: [Bool?] = []
  private var located: [GeoLocation??] = []

  /// Nothing asked yet.
  init(_ user: UserHistory, _ context: RuleContext) {
    self.user = user
    self.context = context
  }

  /// Whether the address of a number makes no difference of network or place.
  mutating func isTrusted(_ number: Int32) -> Bool {
    guard number >= 0, !context.lists.trustedEgress.isEmpty else { return false }
    if trusted.isEmpty { trusted = Array(repeating: nil, count: user.addresses.count) }
    if let known = trusted[Int(number)] { return known }
    let answer = context.isTrusted(user.addresses[Int(number)])
    trusted[Int(number)] = answer
    return answer
  }

  /// Where a GeoIP file places the address of a number; nil for host names.
  mutating func location(_ number: Int32) -> GeoLocation? {
    guard number >= 0 else { return nil }
    if located.isEmpty { located = Array(repeating: nil, count: user.addresses.count) }
    if let known = located[Int(number)] { return known }
    let answer = user.networks[Int(number)] == nil ? nil : context.locate(user.addresses[Int(number)])
    located[Int(number)] = .some(answer)
    return answer
  }

  /// Where an event happened: what its row names, and what a GeoIP file adds to that; nil when neither says anything.
  mutating func location(of event: UserHistory.Event) -> GeoLocation? {
    if event.address >= 0, user.networks[Int(event.address)] == nil { return nil }
    guard event.detail >= 0 else { return location(event.address) }
    let detail = user.details[Int(event.detail)]
    return GeoLocation(country: detail.country, place: detail.place, otherwise: location(event.address))
  }
}

extension GeoLocation {
  /// What a row names, and what a GeoIP file adds to that; nil when neither says anything.
  ///
  /// The row's word counts: where the file names another country, its coordinates are not taken either.
  init?(country: String?, place: Place?, otherwise located: GeoLocation?) {
    let named = country.flatMap { $0.isEmpty ? nil : Self.canonical($0) }
    let agrees = named == nil || located?.country == nil || located?.country == named
    self.init(
      country: named ?? located?.country, place: place ?? (agrees ? located?.place : nil),
      isHosting: located?.isHosting ?? false)
    if self.country == nil, self.place == nil { return nil }
  }

  /// Codes are written in capitals; most rows hold them so already.
  private static func canonical(_ country: String) -> String {
    country.utf8.contains { (97...122).contains($0) } ? country.uppercased() : country
  }
}
