import Foundation
package import Model

/// A GeoIP file of a few networks, in MaxMind's format (MMDB 2.0) with records of 24 bits.
package struct GeoIPDatabase: Sendable {
  /// What the file says of a network.
  package struct Network: Sendable {
    let address: NetworkAddress
    let length: Int
    let country: String?
    let place: Place?
    let isHosting: Bool

    /// A network such as `203.0.113.0/24`; what is nil is left out of its entry.
    package init(_ network: String, country: String? = nil, place: Place? = nil, isHosting: Bool = false) {
      let parts = network.split(separator: "/")
      address = NetworkAddress(String(parts[0])) ?? .host(Identifier(network))
      length = Int(parts[1]) ?? 0
      self.country = country
      self.place = place
      self.isHosting = isHosting
    }

    /// The bits that lead to it; IPv4 lies below `::/96` in a tree of IPv6.
    fileprivate func bits(inTreeOf version: Int) -> [Int] {
      switch address {
      case .v4(let value):
        let own = (0..<length).map { Int(value >> UInt32(31 - $0) & 1) }
        return (version == 6 ? Array(repeating: 0, count: 96) : []) + own
      case .v6(let high, let low, _):
        return (0..<length).map { Int(($0 < 64 ? high : low) >> UInt64(63 - $0 % 64) & 1) }
      case .host(let text): preconditionFailure("\(text) is no network")
      }
    }

    fileprivate var entry: Value {
      var members: [(String, Value)] = []
      if let country { members.append(("country", .map([("iso_code", .text(country))]))) }
      if let place {
        let radius = Value.uint16(UInt16(place.accuracyKilometres))
        members.append(
          (
            "location",
            .map([
              ("accuracy_radius", radius), ("latitude", .double(place.latitude)),
              ("longitude", .double(place.longitude)),
            ])
          ))
      }
      if isHosting { members.append(("traits", .map([("is_hosting_provider", .bool(true))]))) }
      return .map(members)
    }
  }

  /// A value of the data section.
  fileprivate enum Value {
    case text(String)
    case double(Double)
    case uint16(UInt16)
    case uint32(UInt32)
    case uint64(UInt64)
    case bool(Bool)
    case list([Value])
    case map([(String, Value)])

    /// A control byte with type and size, a second one for types above 7, and the payload in network order.
    var bytes: [UInt8] {
      switch self {
      case .text(let text): Self.control(2, size: text.utf8.count) + Array(text.utf8)
      case .double(let number): Self.control(3, size: 8) + Self.bigEndian(number.bitPattern)
      case .uint16(let number): Self.control(5, size: 2) + Self.bigEndian(number)
      case .uint32(let number): Self.control(6, size: 4) + Self.bigEndian(number)
      case .map(let members):
        Self.control(7, size: members.count) + members.flatMap { Value.text($0.0).bytes + $0.1.bytes }
      case .uint64(let number): Self.control(9, size: 8) + Self.bigEndian(number)
      case .list(let values): Self.control(11, size: values.count) + values.flatMap(\.bytes)
      case .bool(let value): Self.control(14, size: value ? 1 : 0)
      }
    }

    private static func control(_ type: UInt8, size: Int) -> [UInt8] {
      // Sizes up to 28 stand in the control byte, up to 284 in the byte after it; nothing here is longer.
      precondition(size < 285)
      let kind = type <= 7 ? type << 5 : 0
      let length = size < 29 ? [kind | UInt8(size)] : [kind | 29, UInt8(size - 29)]
      return type <= 7 ? length : [length[0], type - 7] + length.dropFirst()
    }

    private static func bigEndian(_ number: some FixedWidthInteger) -> [UInt8] {
      withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }
  }

  /// What a record of a node leads to.
  private enum Record {
    case nothing
    case node(Int)
    case entry(Int)
  }

  private let networks: [Network]
  private let version: Int

  /// A file that knows some networks, none of which contains another; a tree of IPv6 holds IPv4 too.
  package init(_ networks: [Network], version: Int = 6) {
    self.networks = networks
    self.version = version
  }

  /// How many bytes of a file are the tree in front of the entries.
  package var treeLength: Int { tree().nodes.count * 6 }

  /// The file's bytes: tree, sixteen zeros, entries, a marker, metadata.
  package var bytes: [UInt8] {
    let (nodes, data) = tree()
    var bytes: [UInt8] = []
    for record in nodes.flatMap({ $0 }) {
      let value =
        switch record {
        case .nothing: nodes.count
        case .node(let number): number
        case .entry(let offset): nodes.count + 16 + offset
        }
      bytes += [UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
    }
    bytes += Array(repeating: 0, count: 16) + data
    return bytes + [0xAB, 0xCD, 0xEF] + Array("MaxMind.com".utf8) + metadata(nodes.count).bytes
  }

  /// Writes the file and returns its path.
  @discardableResult
  package func write(_ path: String) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func tree() -> (nodes: [[Record]], data: [UInt8]) {
    var nodes: [[Record]] = [[.nothing, .nothing]]
    var data: [UInt8] = []
    for network in networks {
      let bits = network.bits(inTreeOf: version)
      var node = 0
      for bit in bits.dropLast() {
        if case .node(let next) = nodes[node][bit] {
          node = next
        } else {
          nodes[node][bit] = .node(nodes.count)
          node = nodes.count
          nodes.append([.nothing, .nothing])
        }
      }
      if let last = bits.last { nodes[node][last] = .entry(data.count) }
      data += network.entry.bytes
    }
    return (nodes, data)
  }

  private func metadata(_ nodeCount: Int) -> Value {
    .map([
      ("binary_format_major_version", .uint16(2)), ("binary_format_minor_version", .uint16(0)),
      ("build_epoch", .uint64(1_790_000_000)), ("database_type", .text("Tutanak-Test")),
      ("description", .map([("en", .text("Networks of a test"))])), ("ip_version", .uint16(UInt16(version))),
      ("languages", .list([.text("en")])), ("node_count", .uint32(UInt32(nodeCount))), ("record_size", .uint16(24)),
    ])
  }
}
