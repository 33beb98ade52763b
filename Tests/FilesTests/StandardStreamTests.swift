import Dispatch
import Files
import Foundation
import Glibc
import Messages
import Testing

@Suite struct `Streams nobody has to read` {
  /// A pipe, closed when the value goes.
  private final class Pipe: Sendable {
    let reading: CInt
    let writing: CInt

    init() {
      var ends: [CInt] = [-1, -1]
      _ = pipe(&ends)
      (reading, writing) = (ends[0], ends[1])
    }

    deinit {
      close(reading)
      close(writing)
    }

    func stream(patience: Duration = .milliseconds(100)) -> StandardStream {
      StandardStream(writing, name: Message(verbatim: "the pipe"), patience: patience)
    }

    /// Lets the writing thread end.
    func empty() {
      var request = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
      while poll(&request, 1, 300) > 0 { _ = read(1 << 16) }
    }

    func read(_ count: Int) -> String {
      var bytes = [UInt8](repeating: 0, count: count)
      let count = Glibc.read(reading, &bytes, count)
      return String(decoding: bytes[..<max(0, count)], as: UTF8.self)
    }
  }

  /// Something done on a thread of its own, since the tests' threads are few.
  private final class Aside: Sendable {
    private let done = DispatchSemaphore(value: 0)

    init(_ body: @escaping @Sendable () -> Void) {
      Thread.detachNewThread { [done] in
        body()
        done.signal()
      }
    }

    /// Whether it ends.
    func ends() -> Bool { done.wait(timeout: .now() + 60) == .success }
  }

  /// More than a pipe takes.
  private static let much = String(repeating: "a", count: 200_000)

  @Test func `what is said and shown arrives in its order`() {
    let pipe = Pipe()
    let stream = pipe.stream()
    stream.say("bir ")
    stream.show("iki ")
    stream.deliver("üç")
    #expect(pipe.read(100) == "bir iki üç")
    #expect(stream.failure == nil)
  }

  @Test func `a full pipe holds remarks up for a moment once, and then not at all`() {
    let pipe = Pipe()
    let stream = pipe.stream()
    let begin = ContinuousClock.now
    for _ in 0..<1000 { stream.say(Self.much) }
    stream.show("dropped")
    stream.settle()
    // A thousand waits of 100 ms would be more than a minute.
    #expect(ContinuousClock.now - begin < .seconds(30))
    #expect(stream.failure?.en == "the pipe cannot be written: nobody reads it.")
    #expect(stream.failure?.tr == "the pipe yazılamadı: okuyan yok.")
    #expect(!stream.hasLostItsReader)
    pipe.empty()
  }

  @Test func `a result waits for a slow reader and arrives whole`() {
    let pipe = Pipe()
    let stream = pipe.stream()
    let written = Aside { stream.deliver(Self.much) }
    var count = 0
    while count < Self.much.utf8.count { count += pipe.read(10_000).utf8.count }
    #expect(written.ends())
    #expect(stream.failure == nil)
  }

  @Test func `a result waits no longer when the program is told to end`() {
    let pipe = Pipe()
    let stream = pipe.stream()
    let written = Aside { stream.deliver(Self.much) }
    stream.giveUp()
    #expect(written.ends())
    #expect(stream.failure?.en == "the pipe cannot be written: nobody reads it.")
    pipe.empty()
  }

  @Test func `a full disk is remembered`() {
    let full = open("/dev/full", O_WRONLY | O_CLOEXEC)
    defer { close(full) }
    let stream = StandardStream(full, name: Message(verbatim: "full"))
    stream.deliver("x")
    #expect(stream.failure?.en == "full cannot be written: No space left on device.")
  }

  @Test func `a stream that another program has made impatient is waited for`() {
    let pipe = Pipe()
    _ = fcntl(pipe.writing, F_SETFL, O_NONBLOCK)
    let stream = pipe.stream()
    let written = Aside { stream.deliver(Self.much) }
    var count = 0
    while count < Self.much.utf8.count { count += pipe.read(10_000).utf8.count }
    #expect(written.ends())
    #expect(stream.failure == nil)
  }
}
