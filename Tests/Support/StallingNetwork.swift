import Glibc
import Synchronization

/// A way to the server through a port of 127.0.0.1 that carries so many bytes and then falls silent.
///
/// Nothing is closed and nobody is told, as when a cable is cut or a firewall forgets a connection.
package final class StallingNetwork: Sendable {
  /// The port to be called.
  package let port: Int
  private let listener: CInt
  private let call: @Sendable () -> CInt
  private let countsSent: Bool
  private let left: Atomic<Int>
  private let asked = Atomic(0)
  private let sockets = Mutex<[CInt]>([])

  /// Carries up to `bytes` from the server (all of them, where nothing is said), over all connections together, until it falls silent.
  package convenience init(to server: TestServer, bytes: Int = .max) throws {
    let path = "\(server.folder)/.s.PGSQL.\(server.tcpPort)"
    try self.init(bytes: bytes) { Self.call(socket: path) }
  }

  /// The same to a port of 127.0.0.1; `bytes` are those to the server.
  package convenience init(toPort port: Int, bytes: Int) throws {
    try self.init(bytes: bytes, countsSent: true) { Self.call(port: port) }
  }

  private init(bytes: Int, countsSent: Bool = false, call: @escaping @Sendable () -> CInt) throws {
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(descriptor, pointer, length) == 0 && listen(descriptor, 16) == 0
          && getsockname(descriptor, pointer, &length) == 0
      }
    }
    listener = descriptor
    port = Int(UInt16(bigEndian: address.sin_port))
    (self.call, self.countsSent) = (call, countsSent)
    left = Atomic(bytes)
    guard isListening else { throw ServerFailure("no port: \(String(cString: strerror(errno)))") }
    Self.inThread { [self] in
      while true {
        let client = accept(listener, nil, nil)
        if client < 0 { return }
        carry(client)
      }
    }
  }

  /// Whether it has fallen silent.
  package var isSilent: Bool { left.load(ordering: .relaxed) <= 0 }

  /// How often anybody has said something to the server: each time may be a wait for an answer.
  package var requests: Int { asked.load(ordering: .relaxed) }

  /// Closes every connection; what waits for an answer gets none.
  package func end() {
    shutdown(listener, CInt(SHUT_RDWR))
    close(listener)
    sockets.withLock { sockets in
      for socket in sockets {
        shutdown(socket, CInt(SHUT_RDWR))
        close(socket)
      }
      sockets = []
    }
  }

  private func carry(_ client: CInt) {
    let server = call()
    sockets.withLock { $0 += [client, server] }
    guard server >= 0 else { return }
    let count: @Sendable (Int) -> Bool = { [self] in left.subtract($0, ordering: .relaxed).newValue > 0 }
    Self.inThread { [self] in
      pump(client, server) { bytes in
        asked.add(1, ordering: .relaxed)
        return countsSent ? count(bytes) : true
      }
    }
    Self.inThread { [self] in pump(server, client) { countsSent ? true : count($0) } }
  }

  private static func call(socket path: String) -> CInt {
    let server = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let length = socklen_t(MemoryLayout<sockaddr_un>.size)
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(server, $0, length) == 0 }
    }
    return isConnected ? server : -1
  }

  private static func call(port: Int) -> CInt {
    let server = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    address.sin_port = UInt16(port).bigEndian
    let length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(server, $0, length) == 0 }
    }
    return isConnected ? server : -1
  }

  private func pump(_ from: CInt, _ to: CInt, _ mayCarry: (Int) -> Bool) {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(from, &buffer, buffer.count)
      // Once silent, nothing is carried either way, not even that one side is gone.
      guard count > 0, mayCarry(count), !isSilent, write(to, buffer, count) == count else { return }
    }
  }

  private static func inThread(_ body: @escaping @Sendable () -> Void) {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(Body(body)).toOpaque()
    pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context)
    pthread_detach(thread)
  }

  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
}
