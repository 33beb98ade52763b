import Model
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
    ("1.2.3.4:99999", "host:1.2.3.4:99999"), ("+1::", "host:+1::"),
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
}
