import Delivery
import Glibc
import Messages
import Support
import Testing

/// A server that answers as it should, and all the ways in which it may not.
@Suite struct HTTPPostTests {
  private static func cause(_ url: String) -> HTTPError.Cause? {
    var post = HTTPPost(
      to: url, contentType: "application/timestamp-query", answerType: "application/timestamp-reply")
    post.timeout = 1_000_000
    do throws(HTTPError) {
      _ = try post.send(Array("no query".utf8))
      return nil
    } catch {
      return error.cause
    }
  }

  @Test func `an answer that is none is told from the others, and all of them come to an end`() throws {
    let server = try TimeStampServer(.failing)
    #expect(Self.cause(server.url) == .status(500))
    try server.answer(.page)
    #expect(Self.cause(server.url) == .type("text/html"))
    try server.answer(.redirect)
    #expect(Self.cause(server.url) == .status(302))
    try server.answer(.large)
    #expect(Self.cause(server.url) == .tooLarge(1 << 20))
    try server.answer(.rejecting)
    #expect(Self.cause(server.url) == nil)
    try server.answer(.silent)
    let begin = ContinuousClock.now
    guard case .curl(28, _) = Self.cause(server.url) else {
      Issue.record("no end in time")
      return
    }
    #expect(ContinuousClock.now - begin < .seconds(5))
  }

  @Test func `nobody there, and what is no address of HTTP`() throws {
    let free = try SilentServer().port
    guard case .curl(7, _) = Self.cause("http://127.0.0.1:\(free)/") else {
      Issue.record("somebody is there")
      return
    }
    guard case .curl(1, _) = Self.cause("file:///etc/hostname") else {
      Issue.record("a file was read")
      return
    }
  }

  @Test func `a server of HTTPS that nobody vouches for gets nothing`() throws {
    let authority = try TimeStampAuthority()
    let port = try SilentServer().port
    let server = try RunningProgram(
      ["openssl", "s_server", "-accept", "127.0.0.1:\(port)", "-cert", "tsa.pem", "-key", "tsa.key", "-www"],
      in: authority.path)
    defer {
      server.signal(SIGKILL)
      _ = try? server.wait()
    }
    // Until it listens nobody is there.
    let isRefused = try server.reaches {
      if case .curl(60, _) = Self.cause("https://127.0.0.1:\(port)/") { true } else { false }
    }
    #expect(isRefused)
  }
}
