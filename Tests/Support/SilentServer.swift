import Glibc

/// A port of 127.0.0.1 where calls are taken and never answered, as long as the value lives.
package final class SilentServer: Sendable {
  /// The port.
  package let port: Int
  private let descriptor: CInt

  /// Listens on a free port.
  package init() throws {
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
    self.descriptor = descriptor
    port = Int(UInt16(bigEndian: address.sin_port))
    guard isListening else { throw ServerFailure("no port: \(String(cString: strerror(errno)))") }
  }

  deinit {
    close(descriptor)
  }
}
