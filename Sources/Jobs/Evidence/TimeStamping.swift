import Delivery
import Evidence
import Files
import Messages

/// Has an authority stamp a digest, and believes nothing but what was verified.
struct TimeStamping: Sendable {
  let settings: TimeStampSettings

  /// A stamp that is the answer to our request, and leads to what is trusted.
  struct Stamp: Sendable {
    /// The stamp.
    let token: TimeStampToken
    /// The subject of who signed it.
    let signer: String
  }

  /// Asks for a stamp over a digest (64 hexadecimal digits); it keeps a thread busy until the answer is there.
  func stamp(_ digest: String, _ anchor: TrustAnchor) throws -> Stamp {
    let request = try TimeStampRequest(digest: digest, policy: settings.policy)
    var post = HTTPPost(
      to: settings.url, contentType: "application/timestamp-query",
      // What Kamu SM calls its answers is not known; what they are is seen below.
      answerType: settings.kamuSM == nil ? "application/timestamp-reply" : nil)
    post.timeout = settings.timeout
    if let account = settings.kamuSM {
      post.fields.append(
        (
          KamuSMIdentity.name,
          try KamuSMIdentity.value(
            account: account.account, password: try Self.password(in: account.passwordFile), for: request)
        ))
    }
    let answer = try post.send(request.bytes)
    do throws(TimeStampError) {
      let token = try TimeStampToken(response: answer)
      try token.check(answers: request)
      return Stamp(token: token, signer: try token.verify(over: digest, by: anchor))
    } catch {
      throw Failure(error).told(of: settings.url)
    }
  }

  /// The password in a file, without the line's end.
  static func password(in path: String) throws -> [UInt8] {
    do throws(SecretFile.Fault) {
      var bytes = try Secrets.contents(of: path)
      while bytes.last == UInt8(ascii: "\n") || bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
      return bytes
    } catch {
      throw Failure(.misconfigured, Secrets.message(error, path))
    }
  }
}
