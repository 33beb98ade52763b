import Evidence
import Files
import Model
import Support
import Testing

@Suite struct `Time stamps` {
  /// A digest, by the text it is of.
  private static func digest(of text: String = "abc") throws -> String { try Digest.ofText(text) }

  private static func anchor(_ authority: TimeStampAuthority) throws -> TrustAnchor {
    try TrustAnchor(pem: try InputFile.bytes(authority.anchor))
  }

  private static func cause(of body: () throws -> Void) -> TimeStampError.Cause? {
    do {
      try body()
      return nil
    } catch {
      return (error as? TimeStampError)?.cause
    }
  }

  @Test func `are requested so that openssl reads the request, and never with one number twice`() throws {
    let digest = try Self.digest()
    let request = try TimeStampRequest(digest: digest, policy: "1.3.6.1.4.1.99999.2")
    let scratch = try ScratchFolder()
    var file = try OutputFile(at: scratch.path + "/q")
    try file.append(request.bytes)
    try file.commit()
    let text = try Command.run("openssl", "ts", "-query", "-in", scratch.path + "/q", "-text").output
    #expect(text.contains("Version: 1\nHash Algorithm: sha256\n"))
    #expect(text.contains("Policy OID: 1.3.6.1.4.1.99999.2\n"))
    #expect(text.contains("Certificate required: yes\n"))
    #expect(text.contains("Nonce: 0x"))
    #expect(try Set((0..<100).map { _ in try TimeStampRequest(digest: digest).bytes }).count == 100)
  }

  @Test func `are verified as openssl verifies them, and say time, number, policy and signer`() throws {
    let authority = try TimeStampAuthority()
    let digest = try Self.digest()
    for policy in [nil, "1.3.6.1.4.1.99999.2"] {
      let request = try TimeStampRequest(digest: digest, policy: policy)
      let token = try TimeStampToken(response: try authority.reply(to: request.bytes))
      try token.check(answers: request)
      #expect(try token.verify(over: digest, by: Self.anchor(authority)) == "CN=Damga Birimi 1,O=Sınama")
      #expect(token.policy == policy ?? TimeStampAuthority.policy)
      #expect(token.serial.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) })
      let scratch = try ScratchFolder()
      try scratch.write("data", "abc")
      var file = try OutputFile(at: scratch.path + "/tsr")
      try file.append(token.response)
      try file.commit()
      let words = ["openssl", "ts", "-verify", "-data", "data", "-in", "tsr", "-CAfile", authority.anchor]
      #expect(try Command.run(words: words, in: scratch.path).status == 0)
      let said = try Command.run("openssl", "ts", "-reply", "-in", scratch.path + "/tsr", "-text").output
      let line = try #require(said.split(separator: "\n").first { $0.hasPrefix("Time stamp: ") })
      let time = try Command.run("date", "-u", "-d", String(line.dropFirst(12)), "+%FT%H:%M:%S.%6NZ").output
      #expect(token.time.iso8601 + "\n" == time)
    }
  }

  @Test func `of other digests, requests and policies are none`() throws {
    let authority = try TimeStampAuthority()
    let request = try TimeStampRequest(digest: try Self.digest())
    let old = try TimeStampToken(response: try authority.reply(to: TimeStampRequest(digest: Self.digest()).bytes))
    #expect(Self.cause { try old.check(answers: request) } == .nonce)
    let other = try TimeStampRequest(digest: try Self.digest(of: "other"))
    let foreign = try TimeStampToken(response: try authority.reply(to: other.bytes))
    #expect(Self.cause { try foreign.check(answers: request) } == .imprint)
    #expect(Self.cause { try foreign.verify(over: Self.digest(), by: Self.anchor(authority)) } == .imprint)
    let strict = try TimeStampRequest(digest: try Self.digest(), policy: "1.3.6.1.4.1.99999.2")
    let answer = try authority.reply(to: strict.bytes)
    let elsewhere = try TimeStampRequest(digest: try Self.digest(), policy: "1.3.6.1.4.1.99999.3")
    // Its number differs as well, which is found first.
    #expect(Self.cause { try TimeStampToken(response: answer).check(answers: elsewhere) } == .nonce)
  }

  @Test func `are refused by the authority in its own words`() throws {
    let authority = try TimeStampAuthority()
    let request = try TimeStampRequest(digest: try Self.digest(), policy: "1.3.6.1.4.1.99999.3")
    let answer = try authority.reply(to: request.bytes)
    guard case .rejected(2, let words) = Self.cause(of: { _ = try TimeStampToken(response: answer) }) else {
      Issue.record("not refused")
      return
    }
    #expect(words.contains("policy"))
  }

  @Test func `need a certificate that is for them alone`() throws {
    for kind in [TimeStampAuthority.Kind.notCritical, .forServers] {
      let authority = try TimeStampAuthority(kind)
      let request = try TimeStampRequest(digest: try Self.digest())
      let answer = try authority.reply(to: request.bytes)
      let token = try TimeStampToken(response: answer)
      let cause = Self.cause { try token.verify(over: Self.digest(), by: Self.anchor(authority)) }
      #expect(cause == .purpose("CN=Damga Birimi 1,O=Sınama"))
    }
  }

  @Test func `of another root, with a changed byte, or none at all are refused`() throws {
    let (authority, other) = (try TimeStampAuthority(), try TimeStampAuthority())
    let digest = try Self.digest()
    let request = try TimeStampRequest(digest: digest)
    let answer = try authority.reply(to: request.bytes)
    let token = try TimeStampToken(response: answer)
    let cause = Self.cause { try token.verify(over: digest, by: Self.anchor(other)) }
    guard case .chain(let words) = cause else {
      Issue.record("\(String(describing: cause))")
      return
    }
    #expect(!words.isEmpty && !words.contains("Verify error"))
    let anchor = try Self.anchor(authority)
    for index in answer.indices {
      var changed = answer
      changed[index] ^= 0x10
      let same = Self.cause {
        let read = try TimeStampToken(response: changed)
        try read.check(answers: request)
        try read.verify(over: digest, by: anchor)
        // What the signature does not cover is the status, which is granted either way.
        guard read.token == token.token else { throw TimeStampError(.signature) }
      }
      if same == nil { #expect(changed.prefix(12) != answer.prefix(12), "byte \(index)") }
    }
    let page = Array("<html><body>Bad gateway</body></html>".utf8)
    for bytes in [[], page, Array(answer.dropLast()), answer + [0], [0x30, 0x80], request.bytes] {
      #expect(Self.cause { _ = try TimeStampToken(response: bytes) } == .unreadable)
    }
  }

  @Test func `stay valid when the authority's certificate has expired`() async throws {
    let authority = try TimeStampAuthority(.shortLived(seconds: 2))
    let digest = try Self.digest()
    let token = try TimeStampToken(response: try authority.reply(to: TimeStampRequest(digest: digest).bytes))
    try await Task.sleep(for: .seconds(3))
    let now = try Command.run("openssl", "x509", "-in", authority.path + "/tsa.pem", "-noout", "-checkend", "0")
    #expect(now.status == 1)
    try token.verify(over: digest, by: Self.anchor(authority))
  }

  @Test func `are judged by certificates, so a file without any is none`() throws {
    #expect(Self.cause { _ = try TrustAnchor(pem: Array("no certificate".utf8)) } == .noAnchor)
  }
}
