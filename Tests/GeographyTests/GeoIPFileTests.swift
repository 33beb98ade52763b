import Foundation
import Geography
import Messages
import Model
import Support
import Testing

@Suite struct `A GeoIP file` {
  static let istanbul = Place(latitude: 41.0082, longitude: 28.9784, accuracyKilometres: 20)
  static let berlin = Place(latitude: 52.52, longitude: 13.405)
  static let database = GeoIPDatabase([
    .init("203.0.113.0/24", country: "TR", place: istanbul), .init("198.51.100.128/25", country: "DE"),
    .init("192.0.2.7/32", country: "DE", place: berlin, isHosting: true), .init("198.18.0.0/15", place: berlin),
    .init("2001:db8:a::/48", country: "DE", place: berlin), .init("2001:db8:b::1/128", country: "FR"),
  ])

  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func open(_ database: GeoIPDatabase = database) throws -> GeoIPFile {
    try GeoIPFile(path: database.write(folder.path + "/places.mmdb"))
  }

  private func entry(_ address: String, in file: GeoIPFile) throws -> GeoIPFile.Entry? {
    try file.entry(for: #require(NetworkAddress(address)))
  }

  @Test(arguments: [
    ("203.0.113.0", "TR"), ("203.0.113.255", "TR"), ("::ffff:203.0.113.9", "TR"), ("203.0.113.9:443", "TR"),
    ("198.51.100.128", "DE"), ("192.0.2.7", "DE"), ("2001:db8:a::", "DE"),
    ("2001:db8:a:ffff:ffff:ffff:ffff:ffff", "DE"),
    ("2001:db8:b::1", "FR"), ("2001:db8:a::7%eth0", "DE"),
  ])
  func `knows the country of every address of its networks`(address: String, country: String) throws {
    #expect(try entry(address, in: open())?.country == country)
  }

  @Test(arguments: [
    "203.0.112.255", "203.0.114.0", "198.51.100.127", "192.0.2.6", "192.0.2.8", "0.0.0.0", "255.255.255.255", "::",
    "2001:db8:b::2", "2001:db8:c::1", "::ffff:192.0.2.8", "fe80::1%eth0", "host:203.0.113.1", "server.example",
  ])
  func `says nothing of another address`(address: String) throws {
    #expect(try entry(address, in: open()) == nil)
  }

  @Test func `gives coordinates with their accuracy, and only where it has them`() throws {
    let file = try open()
    #expect(try entry("203.0.113.1", in: file)?.place == Self.istanbul)
    #expect(try entry("203.0.113.1", in: file)?.isHosting == false)
    #expect(try entry("192.0.2.7", in: file)?.place == Self.berlin)
    #expect(try entry("192.0.2.7", in: file)?.isHosting == true)
    let countryOnly = try #require(try entry("198.51.100.200", in: file))
    #expect(countryOnly.country == "DE" && countryOnly.place == nil)
    let placeOnly = try #require(try entry("198.19.0.1", in: file))
    #expect(placeOnly.country == nil && placeOnly.place == Self.berlin)
  }

  @Test func `may hold IPv4 alone: then no IPv6 address is known, which is no damage`() throws {
    let file = try open(GeoIPDatabase([.init("203.0.113.0/24", country: "TR")], version: 4))
    #expect(try entry("203.0.113.77", in: file)?.country == "TR")
    #expect(try entry("::ffff:203.0.113.77", in: file)?.country == "TR")
    #expect(try entry("198.51.100.1", in: file) == nil)
    #expect(try entry("2001:db8:a::1", in: file) == nil)
  }

  /// What opening a file of the given bytes is answered with; nil makes no file.
  private func failure(of bytes: [UInt8]?) throws -> Message {
    let path = folder.path + "/places.mmdb"
    if let bytes { try Data(bytes).write(to: URL(fileURLWithPath: path)) }
    let error = try #require(throws: GeoIPFile.Failure.self) { try GeoIPFile(path: path) }
    return Message(
      tr: error.message.tr.replacingOccurrences(of: folder.path, with: ""),
      en: error.message.en.replacingOccurrences(of: folder.path, with: ""))
  }

  private static let noDatabase = Message(
    tr: "GeoIP dosyası /places.mmdb okunamıyor: MMDB biçiminde değil ya da yarım kalmış. "
      + "Dosyayı sağlayıcısından yeniden alın (.mmdb).",
    en: "The GeoIP file /places.mmdb cannot be read: it is not in MMDB format, or incomplete. "
      + "Get it again from its provider (.mmdb).")

  @Test func `that is missing is named, with the way out`() throws {
    #expect(
      try failure(of: nil)
        == Message(
          tr: "GeoIP dosyası /places.mmdb açılamıyor: No such file or directory. "
            + "rules.geoip değerini ve dosyanın yetkilerini denetleyin.",
          en: "The GeoIP file /places.mmdb cannot be opened: No such file or directory. "
            + "Check rules.geoip and the file's permissions."))
  }

  @Test func `that is none is refused`() throws {
    #expect(try failure(of: Array("network,country\n203.0.113.0/24,TR\n".utf8)) == Self.noDatabase)
    #expect(try failure(of: []) == Self.noDatabase)
    #expect(try failure(of: Array(repeating: 0, count: 100_000)) == Self.noDatabase)
  }

  @Test func `that was cut off is refused, wherever it was cut`() throws {
    let whole = Self.database.bytes
    for length in [1, 100, whole.count / 2, whole.count - 60] {
      #expect(try failure(of: Array(whole.prefix(length))) == Self.noDatabase, "\(length) bytes")
    }
    // The marker and the metadata alone promise a tree that is not there.
    let marker = try #require(whole.indices.last { whole[$0...].starts(with: [0xAB, 0xCD, 0xEF]) })
    #expect(try failure(of: Array(whole[marker...])) == Self.noDatabase)
  }

  @Test func `that is damaged is an error and no absent address`() throws {
    var bytes = Self.database.bytes
    for index in 0..<Self.database.treeLength { bytes[index] = 0xFE }
    let path = folder.path + "/places.mmdb"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let file = try GeoIPFile(path: path)
    let error = try #require(throws: GeoIPFile.Failure.self) { try entry("203.0.113.1", in: file) }
    #expect(
      error.message
        == Message(
          tr: "GeoIP dosyası \(path) okunamıyor: içeriği bozuk. Dosyayı sağlayıcısından yeniden alın (.mmdb).",
          en: "The GeoIP file \(path) cannot be read: its content is damaged. "
            + "Get it again from its provider (.mmdb)."))
  }

  @Test func `whose entry is damaged is an error too`() throws {
    var bytes = Self.database.bytes
    // The first entry, behind the tree and sixteen zeros, becomes a pointer to nowhere.
    for index in 0..<5 { bytes[Self.database.treeLength + 16 + index] = 0x3F }
    let path = folder.path + "/places.mmdb"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let file = try GeoIPFile(path: path)
    #expect(throws: GeoIPFile.Failure.self) { try entry("203.0.113.1", in: file) }
    #expect(try entry("198.51.100.200", in: file)?.country == "DE")
  }
}
