import CCurl
import Files
import Glibc

/// What libcurl reads from and writes to during one exchange with a server, and how long it is waited for.
///
/// libcurl calls back with a pointer to it; it outlives the call to `curl_easy_perform`.
final class SFTPTransfer {
  /// Takes what comes.
  private let receive: ([UInt8]) -> Void
  /// Takes lines that are no content.
  private(set) var lines: [UInt8] = []
  /// Why a local file could not be read.
  private(set) var failure: FileError?
  /// Whether nothing moved for too long.
  private(set) var isSilent = false

  private let file: FileDescriptor?
  private var offset = 0
  private let patience: Duration
  private var moved: (bytes: Int64, at: ContinuousClock.Instant) = (0, .now)

  /// An exchange; `path` is a file that is sent.
  init(
    sending path: String? = nil, patience: Duration, receive: @escaping ([UInt8]) -> Void = { _ in }
  ) throws(FileError) {
    if let path { file = try FileDescriptor(reading: path) } else { file = nil }
    self.patience = patience
    self.receive = receive
  }

  /// Has libcurl call back here.
  func attach(to handle: UnsafeMutableRawPointer) {
    let context = Unmanaged.passUnretained(self).toOpaque()
    curl_set_reader(handle) { buffer, size, count, context in
      guard let buffer, let transfer = SFTPTransfer.of(context) else { return Int(CURL_READFUNC_ABORT) }
      return transfer.fill(UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
    }
    curl_set_pointer(handle, CURLOPT_READDATA, context)
    curl_set_writer(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      guard let bytes, let transfer = SFTPTransfer.of(context) else { return 0 }
      transfer.receive(Array(UnsafeRawBufferPointer(start: bytes, count: size * count)))
      return size * count
    }
    curl_set_pointer(handle, CURLOPT_WRITEDATA, context)
    curl_set_writer(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      guard let bytes, let transfer = SFTPTransfer.of(context) else { return 0 }
      transfer.lines += Array(UnsafeRawBufferPointer(start: bytes, count: size * count))
      return size * count
    }
    curl_set_pointer(handle, CURLOPT_HEADERDATA, context)
    curl_set_watcher(handle) { context, _, received, _, sent in
      SFTPTransfer.of(context)?.mayGoOn(after: Int64(received + sent)) ?? false ? 0 : 1
    }
    curl_set_pointer(handle, CURLOPT_XFERINFODATA, context)
    curl_set_number(handle, CURLOPT_NOPROGRESS, 0)
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> SFTPTransfer? {
    context.map { Unmanaged<SFTPTransfer>.fromOpaque($0).takeUnretainedValue() }
  }

  private func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    do throws(FileError) {
      guard let bytes = try file?.read(at: offset, upTo: buffer.count) else { return 0 }
      buffer.copyBytes(from: bytes)
      offset += bytes.count
      return bytes.count
    } catch {
      failure = error
      return Int(CURL_READFUNC_ABORT)
    }
  }

  /// Asked about once a second, whatever libcurl is doing.
  private func mayGoOn(after bytes: Int64) -> Bool {
    let now = ContinuousClock.now
    if bytes != moved.bytes { moved = (bytes, now) }
    isSilent = now - moved.at > patience
    return !isSilent
  }
}
