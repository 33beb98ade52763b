import CCurl
import Messages

/// One message given to a server, through libcurl.
///
/// It goes where it is told and nowhere else, under TLS with a certificate that is verified unless the settings say that
/// the server is this machine. It always ends in time.
struct Submission {
  let server: MailServer
  let recipients: [MailAddress]
  /// The password; nil where the server asks for none.
  let secret: String?

  /// Sends a message, and returns when the server has taken it for all recipients.
  func send(_ message: [UInt8]) throws(MailError) {
    guard CurlLibrary.isReady, let handle = curl_easy_init() else { throw MailError(.notReady, server.text) }
    defer { curl_easy_cleanup(handle) }
    let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    defer { words.deallocate() }
    var list: UnsafeMutablePointer<curl_slist>?
    defer { curl_slist_free_all(list) }
    for recipient in recipients { list = curl_slist_append(list, "<\(recipient.address)>") }
    setUp(handle)
    curl_set_pointer(handle, CURLOPT_MAIL_RCPT, list)
    curl_set_pointer(handle, CURLOPT_ERRORBUFFER, words)
    curl_set_number(handle, CURLOPT_INFILESIZE, message.count)
    let source = MessageSource(message)
    source.attach(to: handle)
    let code = withExtendedLifetime(source) { curl_easy_perform(handle) }
    if code == CURLE_OK { return }
    var status = 0
    curl_get_number(handle, CURLINFO_RESPONSE_CODE, &status)
    throw MailError(
      .curl(
        Int(code.rawValue), status: status, isSent: source.isSent, words: VisibleText.of(String(cString: words))),
      server.text)
  }

  private func setUp(_ handle: UnsafeMutableRawPointer) {
    curl_set_text(handle, CURLOPT_URL, server.text)
    curl_set_text(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
    // Nothing of the environment decides where a document goes.
    curl_set_text(handle, CURLOPT_PROXY, "")
    curl_set_number(
      handle, CURLOPT_USE_SSL, server.isPlain ? Int(CURLUSESSL_NONE.rawValue) : Int(CURLUSESSL_ALL.rawValue))
    curl_set_number(handle, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    if let authority = server.authority { curl_set_text(handle, CURLOPT_CAINFO, authority.path) }
    if let user = server.user, let secret {
      curl_set_text(handle, CURLOPT_USERNAME, user)
      curl_set_text(handle, CURLOPT_PASSWORD, secret)
    }
    curl_set_text(handle, CURLOPT_MAIL_FROM, "<\(server.sender.address)>")
    curl_set_number(handle, CURLOPT_UPLOAD, 1)
    curl_set_number(handle, CURLOPT_NOSIGNAL, 1)
    let (connect, answer, total) = server.timeouts
    curl_set_number(handle, CURLOPT_CONNECTTIMEOUT_MS, Int(min(connect, total) / 1000))
    curl_set_number(handle, CURLOPT_TIMEOUT_MS, Int(total / 1000))
    curl_set_number(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, Int(answer / 1_000_000))
    curl_set_number(handle, CURLOPT_LOW_SPEED_LIMIT, 1)
    curl_set_number(handle, CURLOPT_LOW_SPEED_TIME, Int(answer / 1_000_000))
  }
}

/// Gives libcurl a message piece by piece, and knows whether all of it went.
private final class MessageSource {
  private let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether the whole message was given away: from then on the server may have taken it.
  var isSent: Bool { offset == bytes.count }

  func attach(to handle: UnsafeMutableRawPointer) {
    curl_set_reader(handle) { buffer, size, count, context in
      guard let buffer, let context else { return Int(CURL_READFUNC_ABORT) }
      let source = Unmanaged<MessageSource>.fromOpaque(context).takeUnretainedValue()
      return source.fill(UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
    }
    curl_set_pointer(handle, CURLOPT_READDATA, Unmanaged.passUnretained(self).toOpaque())
  }

  private func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, bytes.count - offset)
    buffer.copyBytes(from: bytes[offset..<(offset + count)])
    offset += count
    return count
  }
}
