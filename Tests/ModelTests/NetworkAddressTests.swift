import Glibc
import Model
import Support
import Testing

@Suite struct `A network address` {
  /// What a source may hold, what it is.
  static let texts: [(String, String)] = [
    ("85.105.12.7", "85.105.12.7"), (" 85.105.12.7\t", "85.105.12.7"), ("85.105.12.7:51234", "85.105.12.7"),
    ("[2a02:e0::1]:443", "2a02:e0::1"), ("2A02:00E0:0000:0000:0000:0000:0000:0001", "2a02:e0::1"),
    ("::ffff:85.105.12.7", "85.105.12.7"), ("::ffff:5569:c07", "85.105.12.7"), ("::", "::"), ("::1", "::1"),
    ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
    ("fe80::1%eth0", "fe80::1%eth0"), ("n219076184117.netvigator.com", "host:n219076184117.netvigator.com"),
    ("256.1.1.1", "host:256.1.1.1"), ("1.2.3", "host:1.2.3"), ("1.2.3.4.5", "host:1.2.3.4.5"),
    ("1:2:3", "host:1:2:3"), ("2001::1::2", "host:2001::1::2"), ("fe80::1%", "host:fe80::1%"),
    ("unknown", "host:unknown"), ("host:unknown", "host:unknown"), ("12345::", "host:12345::"),
    ("1.2.3.4:99999", "host:1.2.3.4:99999"), ("+1::", "host:+1::"), ("-0::", "host:-0::"),
    ("1.2.3.4:+80", "host:1.2.3.4:+80"), ("1.2.3.4:", "host:1.2.3.4:"), ("[::1]", "::1"), ("[::1]x", "host:[::1]x"),
    ("[::1]:99999", "host:[::1]:99999"), ("[1.2.3.4]", "host:[1.2.3.4]"), ("[", "host:["), ("[]", "host:[]"),
    ("1.2.3.4::", "host:1.2.3.4::"), ("::1.2.3.4", "::102:304"), ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"),
    ("1.2.3.4:\u{301}", "host:1.2.3.4:\u{301}"), ("1.2.3.4\u{301}", "host:1.2.3.4\u{301}"),
    (":\u{301}", "host::\u{301}"), ("::\u{301}", "host:::\u{301}"), ("[::1]\u{301}", "host:[::1]\u{301}"),
    ("fe80::1%\u{301}", "host:fe80::1%\u{301}"), ("fe80::1% x", "host:fe80::1% x"), (" \u{301}", "host:\u{301}"),
    ("a\u{1}:\u{301}", "host:a\u{1}:\u{301}"), ("host:", "host:"), ("host:host:a", "host:host:a"), (":", "host::"),
    ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), ("1:2:3:4:5:6:7::8", "host:1:2:3:4:5:6:7::8"), (":::", "host::::"),
  ]

  @Test(arguments: texts) func `is normalised`(_ text: String, _ canonical: String) {
    #expect(NetworkAddress(text)?.description == canonical)
  }

  @Test(arguments: ["", "  ", "\n"]) func `is nothing when the text is empty`(_ text: String) {
    #expect(NetworkAddress(text) == nil)
  }

  @Test(arguments: texts) func `reads back what it wrote`(_ text: String, _ canonical: String) {
    #expect(NetworkAddress(canonical) == NetworkAddress(text))
  }

  @Test func `of more bytes than any address has is a host name, read in one pass`() throws {
    let longest = "fe80::1%" + String(repeating: "x", count: 248)
    #expect(NetworkAddress(longest)?.description == longest)
    for text in [longest + "x", String(repeating: ":", count: 1_000_000), String(repeating: "1.", count: 500_000)] {
      #expect(NetworkAddress(text) == .host(Identifier(text)))
    }
  }

  @Test func `that is none is told apart by its bytes`() {
    #expect(NetworkAddress("e\u{301}") != NetworkAddress("\u{e9}"))
  }

  /// What the C library takes a text for; it alone knows no leading zeros in IPv4.
  private static func reference(_ text: String) -> NetworkAddress? {
    var bytes = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET, text, &bytes) == 1 { return .v4(bytes[..<4].reduce(0) { $0 << 8 | UInt32($1) }) }
    guard inet_pton(AF_INET6, text, &bytes) == 1 else { return nil }
    return .v6(bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) }, bytes[8...].reduce(0) { $0 << 8 | UInt64($1) })
  }

  @Test(arguments: Fuzzing.seeds(20)) func `is what the C library takes it for`(_ seed: Int) {
    var random = HostileTexts(seed)
    let pieces = [
      "0", "1", "12", "255", "256", "a", "ffff", "12345", ":", "::", ":", ".", ".", "g", "\u{301}", "-", "%",
    ]
    for _ in 0..<1000 {
      let text = (0..<Int.random(in: 1...15, using: &random)).map { _ in
        pieces[Int.random(in: 0..<pieces.count, using: &random)]
      }.joined()
      // A port and a zone are no part of an address for it.
      let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
      let hasZeros = text.split(whereSeparator: { !("0"..."9").contains($0) }).contains {
        $0.count > 1 && $0.first == "0"
      }
      if colons == 1 || text.contains("%") || hasZeros { continue }
      let found = NetworkAddress(text)
      #expect(found == Self.reference(text) ?? .host(Identifier(text)), "\(text.debugDescription)")
    }
  }

  @Test(arguments: Fuzzing.seeds(50)) func `stays the same when it is written and read again`(_ seed: Int) throws {
    var texts = HostileTexts(seed)
    for _ in 0..<100 {
      guard let address = NetworkAddress(texts.text()) else { continue }
      #expect(NetworkAddress(address.description) == address)
      _ = Network(address)
    }
  }
}
