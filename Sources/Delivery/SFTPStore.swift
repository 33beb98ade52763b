import CCurl
import Evidence
import Files
import Glibc
import Messages

/// A folder of an SFTP server, through libcurl; one connection serves everything that is asked.
///
/// The server must have the key that the file of known hosts gives it, and the user's key is the only thing offered to it.
final class SFTPStore: FileStore {
  private let server: SFTPServer
  private let handle: UnsafeMutableRawPointer
  private let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

  /// What goes into one portion; with less an SFTP connection waits for answers most of the time.
  private static let portion = 512 << 10

  init(_ server: SFTPServer) throws(DeliveryError) {
    guard CurlLibrary.isReady, let handle = curl_easy_init() else { throw DeliveryError(.notReady, server.text) }
    self.server = server
    self.handle = handle
  }

  deinit {
    curl_easy_cleanup(handle)
    words.deallocate()
  }

  func names(in folder: String) throws(DeliveryError) -> Set<String>? {
    var bytes: [UInt8] = []
    do throws(DeliveryError) {
      try exchange(folder + "/", as: folder) {
        bytes += $0
      } prepare: { handle in
        curl_set_number(handle, CURLOPT_DIRLISTONLY, 1)
      }
    } catch  where error.isMissingFile {
      return nil
    }
    let names = bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    return Set(names).subtracting([".", ".."])
  }

  func makeFolder(_ path: String) throws(DeliveryError) {
    // The star lets it pass that the folder is there; whether it is one shows when it is used.
    try command("*mkdir \(quoted(path))", on: path)
  }

  func write(_ file: String, to path: String) throws(DeliveryError) {
    try exchange(path, as: path, sending: file) { _ in
    } prepare: { handle in
      curl_set_number(handle, CURLOPT_UPLOAD, 1)
      curl_set_number(handle, CURLOPT_NEW_FILE_PERMS, 0o600)
    }
  }

  func digest(_ path: String) throws(DeliveryError) -> String {
    let digest = RunningDigest()
    try exchange(path, as: path) {
      digest.update($0)
    } prepare: { _ in
    }
    do throws(DigestError) { return try digest.hexadecimal() } catch { throw DeliveryError(.notReady, server.text) }
  }

  func rename(_ path: String, to name: String) throws(DeliveryError) {
    // Some servers replace what lies under a name; the run's lock keeps others away between the two.
    let shelf = name.split(separator: "/").dropLast().joined(separator: "/")
    let last = name.split(separator: "/").last.map(String.init) ?? ""
    guard try names(in: shelf)?.contains(last) != true else {
      throw DeliveryError(.taken(""), server.text + "/" + name)
    }
    try command("rename \(quoted(path)) \(quoted(name))", on: name)
  }

  func remove(_ path: String) throws(DeliveryError) {
    // `rm` never removes a folder; what is none is gone with it.
    do throws(DeliveryError) {
      try command("rm \(quoted(path))", on: path)
    } catch  where error.isRefusal {
      guard let names = try names(in: path) else {
        if try isThere(path) { throw error }
        return
      }
      for name in names.sorted() { try remove(path + "/" + name) }
      try command("rmdir \(quoted(path))", on: path)
    }
  }

  func freeBytes() throws(DeliveryError) -> Int? {
    let lines: [UInt8]
    do throws(DeliveryError) {
      lines = try command("statvfs \(quoted(""))", on: "")
    } catch  where error.isRefusal {
      return nil
    }
    func value(_ name: String) -> Int? {
      let line = lines.split(separator: UInt8(ascii: "\n")).first { $0.starts(with: (name + ": ").utf8) }
      return line.flatMap { Int(String(decoding: $0.dropFirst(name.utf8.count + 2), as: UTF8.self)) }
    }
    guard let size = value("f_frsize"), let count = value("f_bavail") else { return nil }
    let bytes = size.multipliedReportingOverflow(by: count)
    return bytes.overflow ? nil : bytes.partialValue
  }

  private func isThere(_ path: String) throws(DeliveryError) -> Bool {
    let parts = path.split(separator: "/")
    return try names(in: parts.dropLast().joined(separator: "/"))?.contains(parts.last.map(String.init) ?? "") ?? false
  }

  /// Has the server do something, and returns what libcurl tells of it.
  @discardableResult
  private func command(_ text: String, on path: String) throws(DeliveryError) -> [UInt8] {
    let list = curl_slist_append(nil, text)
    defer { curl_slist_free_all(list) }
    return try exchange("/", as: path) { _ in
    } prepare: { handle in
      curl_set_number(handle, CURLOPT_NOBODY, 1)
      curl_set_pointer(handle, CURLOPT_QUOTE, list)
    }
  }

  @discardableResult
  private func exchange(
    _ path: String, as subject: String, sending file: String? = nil, receive: @escaping ([UInt8]) -> Void,
    prepare: (UnsafeMutableRawPointer) -> Void
  ) throws(DeliveryError) -> [UInt8] {
    let transfer: SFTPTransfer
    do throws(FileError) {
      transfer = try SFTPTransfer(
        sending: file, patience: .microseconds(server.answerTimeout), receive: receive)
    } catch { throw DeliveryError(.file(error), server.text) }
    // The connection stays; everything that was asked before is forgotten.
    curl_easy_reset(handle)
    words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    setUp(path)
    transfer.attach(to: handle)
    prepare(handle)
    let code = withExtendedLifetime(transfer) { curl_easy_perform(handle) }
    if code == CURLE_OK { return transfer.lines }
    if let failure = transfer.failure { throw DeliveryError(.file(failure), server.text) }
    let cause: DeliveryError.Cause =
      transfer.isSilent ? .silent : .curl(Int(code.rawValue), VisibleText.of(String(cString: words)))
    throw DeliveryError(cause, subject.isEmpty ? server.text : server.text + "/" + subject)
  }

  private func setUp(_ path: String) {
    let place = path.hasPrefix("/") ? server.folder + path : server.folder + "/" + path
    curl_set_text(handle, CURLOPT_URL, server.url(of: place))
    curl_set_text(handle, CURLOPT_PROTOCOLS_STR, "sftp")
    // Nothing of the environment decides where a backup goes.
    curl_set_text(handle, CURLOPT_PROXY, "")
    curl_set_text(handle, CURLOPT_USERNAME, server.user)
    curl_set_number(handle, CURLOPT_SSH_AUTH_TYPES, Int(CURLSSH_AUTH_PUBLICKEY))
    curl_set_text(handle, CURLOPT_SSH_PRIVATE_KEYFILE, server.identity)
    curl_set_text(handle, CURLOPT_SSH_KNOWNHOSTS, server.knownHosts)
    curl_set_number(handle, CURLOPT_CONNECTTIMEOUT_MS, Int(server.connectTimeout / 1000))
    curl_set_number(handle, CURLOPT_NOSIGNAL, 1)
    curl_set_number(handle, CURLOPT_NEW_DIRECTORY_PERMS, 0o700)
    curl_set_number(handle, CURLOPT_BUFFERSIZE, Self.portion)
    curl_set_number(handle, CURLOPT_UPLOAD_BUFFERSIZE, Self.portion)
    curl_set_pointer(handle, CURLOPT_ERRORBUFFER, words)
  }

  /// A path for a command, in quotes.
  private func quoted(_ path: String) -> String {
    let place = path.isEmpty ? server.folder : server.folder + "/" + path
    return "\"" + place.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}

/// A digest that closures may add to.
private final class RunningDigest {
  private var digest = Digest()

  func update(_ bytes: [UInt8]) { digest.update(bytes) }
  func hexadecimal() throws(DigestError) -> String { try digest.hexadecimal() }
}
