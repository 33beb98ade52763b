import Model

/// Who signed in from which network (a host name is its own).
///
/// Memory: each user and each network once, and sixteen bytes or so for each user of each network.
struct NetworkUsers {
  private enum Place: Hashable {
    case network(Network)
    case host(NetworkAddress)
  }

  private var places: [Place: UInt32] = [:]
  private var users: [Identifier: UInt32] = [:]
  private var pairs: Set<UInt64> = []

  /// Nobody yet.
  init() {}

  /// Notes that a user signed in from an address.
  mutating func note(_ user: Identifier, from address: NetworkAddress) {
    let place = Self.number(of: Self.place(of: address), in: &places)
    pairs.insert(UInt64(place) << 32 | UInt64(Self.number(of: user, in: &users)))
  }

  /// Whether a user signed in from an address's network.
  func knows(_ user: Identifier, from address: NetworkAddress) -> Bool {
    guard let user = users[user], let place = places[Self.place(of: address)] else { return false }
    return pairs.contains(UInt64(place) << 32 | UInt64(user))
  }

  private static func place(of address: NetworkAddress) -> Place {
    Network(address).map { .network($0) } ?? .host(address)
  }

  private static func number<Key: Hashable>(of key: Key, in numbers: inout [Key: UInt32]) -> UInt32 {
    if let known = numbers[key] { return known }
    let number = UInt32(numbers.count)
    numbers[key] = number
    return number
  }
}
