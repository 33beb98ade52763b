import Model

/// The addresses of a finding's rows in the order in which they first occur: all are counted, the first and last 25 named.
///
/// Memory: the different addresses of one finding.
struct NamedAddresses {
  private var known: Set<NetworkAddress> = []
  private var head: [NetworkAddress] = []
  private var tail: [NetworkAddress] = []

  private static let limit = 25

  /// Those of some rows.
  init(_ addresses: some Sequence<NetworkAddress?> = EmptyCollection<NetworkAddress?>()) {
    for address in addresses { add(address) }
  }

  /// How many different addresses.
  var count: Int { known.count }

  /// The first and last 25; all of them up to fifty.
  var named: [NetworkAddress] { head + tail }

  /// Adds a row's address.
  mutating func add(_ address: NetworkAddress?) {
    guard let address, known.insert(address).inserted else { return }
    if head.count < Self.limit { return head.append(address) }
    if tail.count == Self.limit { tail.removeFirst() }
    tail.append(address)
  }

  /// Their names as a measured value; how many there are stands beside it.
  var measure: Finding.Measure { .init("named_addresses", .addresses(named)) }
}
