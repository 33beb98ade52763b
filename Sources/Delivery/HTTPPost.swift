import CCurl
import Messages

/// One request of HTTP or HTTPS with a body, and its answer.
///
/// It goes where it is told and nowhere else: no redirect is followed, and nothing of the environment sends it through a
/// proxy. It always ends in time.
package struct HTTPPost: Sendable {
  /// Where it goes, `http://…` or `https://…`, without a name or password.
  package let url: String
  /// What the body is.
  package let contentType: String
  /// What the answer must be; nil where any will do.
  package let answerType: String?
  /// Whether any status from 200 to 299 is a good answer, and not 200 alone.
  package var takesAnySuccess = false
  /// Further lines of the request's head, by name.
  package var fields: [(name: String, value: String)] = []
  /// How long a connection is waited for, in microseconds.
  package var connectTimeout: Int64 = 10_000_000
  /// How long the whole exchange may take, in microseconds.
  package var timeout: Int64 = 30_000_000

  /// What an answer may have at most, in bytes.
  private static let limit = 1 << 20

  /// A request.
  package init(to url: String, contentType: String, answerType: String?) {
    (self.url, self.contentType, self.answerType) = (url, contentType, answerType)
  }

  /// Sends a body, and returns that of the answer.
  ///
  /// - Throws: ``HTTPError`` for anything but an answer with the right status and of the right type.
  package func send(_ body: [UInt8]) throws(HTTPError) -> [UInt8] {
    guard CurlLibrary.isReady, let handle = curl_easy_init() else { throw HTTPError(.notReady, url) }
    defer { curl_easy_cleanup(handle) }
    let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    defer { words.deallocate() }
    var head: UnsafeMutablePointer<curl_slist>?
    defer { curl_slist_free_all(head) }
    for line in lines { head = curl_slist_append(head, line) }
    let answer = Received(limit: Self.limit)
    setUp(handle, head)
    curl_set_pointer(handle, CURLOPT_ERRORBUFFER, words)
    answer.attach(to: handle)
    let code = body.withUnsafeBytes { bytes in
      curl_set_number(handle, CURLOPT_POSTFIELDSIZE, bytes.count)
      curl_set_pointer(handle, CURLOPT_POSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
      return withExtendedLifetime(answer) { curl_easy_perform(handle) }
    }
    if answer.isTooLarge { throw HTTPError(.tooLarge(Self.limit), url) }
    guard code == CURLE_OK else {
      throw HTTPError(.curl(Int(code.rawValue), VisibleText.of(String(cString: words))), url)
    }
    try check(handle)
    return answer.bytes
  }

  private func setUp(_ handle: UnsafeMutableRawPointer, _ head: UnsafeMutablePointer<curl_slist>?) {
    curl_set_text(handle, CURLOPT_URL, url)
    curl_set_text(handle, CURLOPT_PROTOCOLS_STR, "http,https")
    curl_set_number(handle, CURLOPT_FOLLOWLOCATION, 0)
    curl_set_text(handle, CURLOPT_PROXY, "")
    curl_set_number(handle, CURLOPT_POST, 1)
    curl_set_pointer(handle, CURLOPT_HTTPHEADER, head)
    curl_set_text(handle, CURLOPT_USERAGENT, "tutanak")
    curl_set_number(handle, CURLOPT_NOSIGNAL, 1)
    curl_set_number(handle, CURLOPT_CONNECTTIMEOUT_MS, Int(min(connectTimeout, timeout) / 1000))
    curl_set_number(handle, CURLOPT_TIMEOUT_MS, Int(timeout / 1000))
  }

  /// Without the empty line libcurl would ask first whether it may send a larger body.
  private var lines: [String] {
    ["Content-Type: " + contentType, "Accept: " + (answerType ?? "*/*"), "Expect:"]
      + fields.map { "\($0.name): \($0.value)" }
  }

  private func check(_ handle: UnsafeMutableRawPointer) throws(HTTPError) {
    var status = 0
    curl_get_number(handle, CURLINFO_RESPONSE_CODE, &status)
    let isGood = status == 200 || takesAnySuccess && (200...299).contains(status)
    guard isGood else { throw HTTPError(.status(status), url) }
    guard let answerType else { return }
    var text: UnsafeMutablePointer<CChar>?
    curl_get_text(handle, CURLINFO_CONTENT_TYPE, &text)
    let type = text.map { String(cString: $0) } ?? ""
    let name = type.prefix { $0 != ";" }.filter { $0 != " " }
    // Types are compared without case (RFC 9110), and are of ASCII.
    guard name.utf8.map({ (65...90).contains($0) ? $0 + 32 : $0 }) == Array(answerType.utf8) else {
      throw HTTPError(.type(type), url)
    }
  }
}

/// Takes what comes, up to a limit; libcurl calls back with a pointer to it.
private final class Received {
  private(set) var bytes: [UInt8] = []
  private(set) var isTooLarge = false
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  func attach(to handle: UnsafeMutableRawPointer) {
    curl_set_writer(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      guard let bytes, let context else { return 0 }
      let received = Unmanaged<Received>.fromOpaque(context).takeUnretainedValue()
      return received.take(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
    }
    curl_set_pointer(handle, CURLOPT_WRITEDATA, Unmanaged.passUnretained(self).toOpaque())
  }

  private func take(_ portion: UnsafeRawBufferPointer) -> Bool {
    isTooLarge = bytes.count + portion.count > limit
    if !isTooLarge { bytes += portion }
    return !isTooLarge
  }
}
