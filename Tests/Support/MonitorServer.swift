import Files
import Glibc

/// A monitor behind HTTP on 127.0.0.1 that writes down what it is told; it ends with the value, or with this process.
package final class MonitorServer: Sendable {
  /// How it answers.
  package enum Mode: String, Sendable, CaseIterable {
    /// With “OK”.
    case ok
    /// With status 500, every time.
    case failing
    /// With status 500 to every first attempt.
    case flapping
    /// A byte a second.
    case slow
    /// Never.
    case silent
  }

  /// The port.
  package let port: Int
  private let folder: ScratchFolder
  private let holder: CInt
  private let child: ChildProcess

  /// Starts one on a free port.
  package init(_ mode: Mode = .ok) throws {
    folder = try ScratchFolder()
    let script = try folder.write("server.py", Self.script)
    var ends: [CInt] = [-1, -1]
    guard socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      throw ServerFailure("no socket pair")
    }
    holder = ends[0]
    child = try ChildProcess(
      ["/usr/bin/python3", script, folder.path, mode.rawValue], input: .descriptor(ends[1]),
      output: .descriptor(ends[1]), errors: .file(folder.path + "/server.log"))
    close(ends[1])
    var byte: UInt8 = 0
    var said: [UInt8] = []
    while read(ends[0], &byte, 1) == 1, byte != UInt8(ascii: "\n") { said.append(byte) }
    guard let number = Int(String(decoding: said, as: UTF8.self)) else {
      throw ServerFailure("the monitor did not start")
    }
    port = number
  }

  deinit {
    close(holder)
    _ = child.wait()
  }

  /// What it was told, in the order it came: method, path with query, body.
  package var requests: [String] {
    ((try? InputFile.text(folder.path + "/requests")) ?? "").split(separator: "\n").map(String.init)
  }

  private static let script = #"""
    import http.server, os, sys, threading, time
    folder, mode = sys.argv[1], sys.argv[2]
    seen, lock = set(), threading.Lock()

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            with lock:
                isFirst = self.path not in seen
                seen.add(self.path)
                open(folder + "/requests", "a").write(f"{self.command} {self.path} {body}\n")
            if mode == "silent": return time.sleep(60)
            status = 500 if mode == "failing" or (mode == "flapping" and isFirst) else 200
            self.send_response(status)
            self.send_header("Content-Length", "20" if mode == "slow" else "2")
            self.end_headers()
            try:
                for byte in (b"OK" if mode != "slow" else b"O" * 20):
                    self.wfile.write(bytes([byte])); self.wfile.flush()
                    if mode == "slow": time.sleep(1)
            except OSError: pass

        do_GET = do_POST

        def log_message(self, *words): pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    # The other end is held by the test, and goes with it.
    sys.stdin.read()
    os._exit(0)
    """#
}
