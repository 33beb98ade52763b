import Evidence
import Files
import Support
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

  @Test func `of a package are what coreutils finds, wherever it lies`() throws {
    let scratch = try ScratchFolder()
    try scratch.write("package/report.pdf", String(repeating: "x", count: 700_000))
    try scratch.write("package/dir/toc.dat", "toc")
    let entries = try Manifest.entries(of: scratch.path + "/package")
    #expect(entries.map(\.path) == ["dir/toc.dat", "report.pdf"])
    try Manifest.writeSums(entries, in: scratch.path + "/package")
    let moved = try Command.run("mv", scratch.path + "/package", scratch.path + "/elsewhere")
    #expect(moved.status == 0)
    let checked = try Command.run(
      "sha256sum", "-c", "SHA256SUMS", environment: ["LC_ALL": "C"], in: scratch.path + "/elsewhere")
    #expect(checked.status == 0)
    #expect(checked.output == "dir/toc.dat: OK\nreport.pdf: OK\n")
  }
}
