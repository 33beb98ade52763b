import Model

/// The networks and devices one user signed in from, and whether another sign-in's are new (rule S03).
///
/// Memory: the networks and devices of one user.
struct KnownSources {
  /// The last sign-in something was seen in: its place among them, and when.
  private struct Sight {
    let place: Int64
    let at: Instant
  }

  private let user: UserHistory
  private let recent: Int64
  private let baseline: Int64
  private let namesDevices: Bool
  private var networks: [Network: Sight] = [:]
  private var devices: [Sight?]

  /// How many successful sign-ins were noted.
  private(set) var count: Int64 = 0

  /// Nothing noted yet; known is what the last `recent` sign-ins or the last `baseline` microseconds showed.
  init(_ user: UserHistory, recent: Int64, baseline: Int64) {
    self.user = user
    self.recent = recent
    self.baseline = baseline
    devices = Array(repeating: nil, count: user.deviceCount)
    namesDevices = user.deviceCount > 0 && user.events.contains { $0.type == .loginSuccess && $0.device >= 0 }
  }

  /// Whether a sign-in comes from a new network with a new device; nil where that cannot be told.
  ///
  /// The network alone counts for a user none of whose sign-ins names a device.
  func isNew(_ success: UserHistory.Event) -> Bool? {
    guard let network = user.network(success.address) else { return nil }
    guard success.device >= 0 else { return namesDevices ? nil : !isKnown(networks[network], success.at) }
    return !isKnown(networks[network], success.at) && !isKnown(devices[Int(success.device)], success.at)
  }

  /// Notes a successful sign-in, in total order.
  mutating func note(_ success: UserHistory.Event) {
    let sight = Sight(place: count, at: success.at)
    if let network = user.network(success.address) { networks[network] = sight }
    if success.device >= 0 { devices[Int(success.device)] = sight }
    count += 1
  }

  /// Whether something was seen lately enough not to be new.
  private func isKnown(_ sight: Sight?, _ moment: Instant) -> Bool {
    guard let sight else { return false }
    return sight.place >= count - recent || sight.at >= moment.advanced(by: -baseline)
  }
}
