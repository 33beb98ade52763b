import Dispatch
import Glibc
public import Messages
import Synchronization

/// Standard output or standard error, where the disk may be full and nobody may read.
///
/// Bytes are written by a thread of their own, so that a full pipe or a stopped terminal holds up that thread alone and
/// never the work or its end. What could not be written is remembered, not thrown: it decides about nothing but the
/// exit status.
public final class StandardStream: Sendable {
  /// Where results go.
  public static let output = StandardStream(
    STDOUT_FILENO, name: Message(tr: "standart çıktıya", en: "standard output"))
  /// Where everything else goes.
  public static let error = StandardStream(
    STDERR_FILENO, name: Message(tr: "standart hata çıktısına", en: "standard error"))

  private struct State {
    /// Bytes that were handed over and are not written yet.
    var waitingBytes = 0
    /// How long remarks are still waited for.
    var patience: Duration
    /// The system's number for the first thing that went wrong; EAGAIN where nobody read.
    var failure: CInt?
    var isGivenUp = false
  }

  /// How much may wait for a reader before more is dropped.
  private static let waitingLimit = 1 << 20

  private let descriptor: CInt
  private let name: Message
  private let patience: Duration
  private let state: Mutex<State>
  private let queue: DispatchQueue

  /// A stream over an open descriptor, which stays open.
  ///
  /// Remarks are waited for no longer than `patience` in all.
  public init(_ descriptor: CInt, name: Message, patience: Duration = .seconds(2)) {
    self.descriptor = descriptor
    self.name = name
    self.patience = patience
    state = Mutex(State(patience: patience))
    queue = DispatchQueue(label: "stream \(descriptor)")
  }

  /// Puts something in the place of closed streams, and keeps a reader that leaves from ending the program.
  ///
  /// To be called before any file is opened: one with the number of a closed stream would be written into. What is
  /// put there refuses to be written, so that a lost result is noticed.
  public static func prepare() {
    signal(SIGPIPE, SIG_IGN)
    for (number, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
    where fcntl(number, F_GETFD) < 0 {
      // The lowest free number is taken, which is this one.
      _ = open("/dev/null", mode)
    }
  }

  /// Says something beside the result; waits for a reader, but not for long, and drops what too many words leave behind.
  public func say(_ text: String) {
    let bytes = Array(text.utf8)
    let patience: Duration? = state.withLock { state in
      if state.waitingBytes > 0, state.waitingBytes + bytes.count > Self.waitingLimit {
        state.failure = state.failure ?? EAGAIN
        return nil
      }
      return state.patience
    }
    guard let patience else { return }
    let begin = ContinuousClock.now
    _ = Self.wait(for: enqueue(bytes), patience)
    let spent = ContinuousClock.now - begin
    state.withLock { $0.patience -= min($0.patience, spent) }
  }

  /// Shows something that is worth nothing a moment later: it waits for nobody, and is dropped when others wait.
  public func show(_ text: String) {
    if state.withLock({ $0.waitingBytes > 0 }) { return }
    _ = enqueue(Array(text.utf8))
  }

  /// Writes a result, however long its reader takes, until ``giveUp()``.
  public func deliver(_ text: String) {
    let done = enqueue(Array(text.utf8))
    while !Self.wait(for: done, .milliseconds(50)) {
      if state.withLock({ $0.isGivenUp }) { return fail(EAGAIN) }
    }
  }

  /// Has results wait for their reader no longer: the program was told to end.
  public func giveUp() { state.withLock { $0.isGivenUp = true } }

  /// Gives a reader that is behind the time to take what was said.
  public func settle() {
    if !Self.wait(for: enqueue([]), patience) { fail(EAGAIN) }
  }

  /// Whether its reader has gone of its own accord, as `head` does.
  public var hasLostItsReader: Bool { state.withLock { $0.failure == EPIPE } }

  /// What could not be written and why; nil while everything could.
  public var failure: Message? {
    guard let code = state.withLock({ $0.failure }) else { return nil }
    let reason =
      code == EAGAIN
      ? Message(tr: "okuyan yok", en: "nobody reads it") : Message(verbatim: String(cString: strerror(code)))
    return Message(tr: "\(name.tr) yazılamadı: \(reason.tr).", en: "\(name.en) cannot be written: \(reason.en).")
  }

  private func fail(_ code: CInt) { state.withLock { $0.failure = $0.failure ?? code } }

  /// Hands bytes to the writing thread; what is returned is signalled when they are written or lost.
  private func enqueue(_ bytes: [UInt8]) -> DispatchSemaphore {
    let done = DispatchSemaphore(value: 0)
    state.withLock { $0.waitingBytes += bytes.count }
    queue.async { [self] in
      let code = write(bytes)
      state.withLock { state in
        state.waitingBytes -= bytes.count
        if code != 0 { state.failure = state.failure ?? code }
      }
      done.signal()
    }
    return done
  }

  private static func wait(for done: DispatchSemaphore, _ time: Duration) -> Bool {
    done.wait(timeout: .now() + (time / .seconds(1))) == .success
  }

  /// Writes every byte; returns 0, or the system's number for what kept it from that.
  private func write(_ bytes: [UInt8]) -> CInt {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count >= 0 {
          rest = rest.dropFirst(count)
        } else if errno == EAGAIN {
          // Another program shares the stream and will not have it wait.
          var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          _ = poll(&request, 1, -1)
        } else if errno != EINTR {
          return errno
        }
      }
      return 0
    }
  }
}
