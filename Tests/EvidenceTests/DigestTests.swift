import Evidence
import Support
import Testing

@Suite struct `Digests` {
  @Test func `are SHA-256`() throws {
    // FIPS 180-4, the examples of NIST.
    #expect(try Digest.ofText("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(try Digest.ofText("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test func `are keyed by HMAC`() throws {
    // RFC 4231, test case 6.
    let key = try #require(SecretKey([UInt8](repeating: 0xaa, count: 131)))
    let text = "Test Using Larger Than Block-Size Key - Hash Key First"
    #expect(try KeyedDigest(key: key).pseudonym(of: text) == "60e431591ee0b67f0d8a")
  }

  @Test func `of several texts are those of no other texts`() throws {
    let digest = KeyedDigest(key: try SecretKey.random())
    let lists = [["a", "b"], ["ab"], ["a\nb"], ["a", "", "b"], ["", "a", "b"], ["a", "b", ""], []]
    #expect(try Set(lists.map { try digest.hexadecimal(of: $0) }).count == lists.count)
    var plain = Digest()
    for part in ["a", "b"] { plain.update(part: part) }
    let bytes = #"\0\0\0\0\0\0\0\1a\0\0\0\0\0\0\0\1b"#
    let expected = try Command.run("sh", "-c", "printf '\(bytes)' | sha256sum").output.prefix(64)
    #expect(try plain.hexadecimal() == expected)
    #expect(try digest.derived(for: "x").hexadecimal(of: ["a"]) != digest.hexadecimal(of: ["a"]))
  }

  @Test func `have no key of fewer than 32 bytes, and print none`() throws {
    for count in [0, 2, 31] { #expect(SecretKey([UInt8](repeating: 7, count: count)) == nil) }
    let key = try #require(SecretKey(Array("0123456789abcdef0123456789abcdef".utf8)))
    var dumped = ""
    dump(key, to: &dumped)
    #expect(!"\(key) \(String(reflecting: key)) \(dumped)".contains("cdef"))
    #expect(try SecretKey.random().description == "***")
  }
}
