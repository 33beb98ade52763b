import Evidence
import Testing

@Suite struct `Digests` {
  @Test func `are SHA-256`() {
    // FIPS 180-4, the examples of NIST.
    #expect(Digest.ofText("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(Digest.ofText("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test func `are keyed by HMAC`() {
    // RFC 4231, test case 2.
    #expect(
      KeyedDigest(key: Array("Jefe".utf8)).pseudonym(of: "what do ya want for nothing?") == "5bdcc146bf60754e6a04")
  }
}
