import Files
import Glibc

/// A time-stamping authority behind HTTP on 127.0.0.1; it ends with the value, or with this process.
package final class TimeStampServer: Sendable {
  /// How it answers.
  package enum Mode: String, Sendable, CaseIterable {
    /// As it should.
    case ok
    /// Never.
    case silent
    /// A byte a second.
    case slow
    /// With a page of HTML and status 200.
    case page
    /// A stamp, and says that it is something else.
    case otherType = "other_type"
    /// With status 500.
    case failing
    /// With a redirect to a file of this machine.
    case redirect
    /// With more than anyone wants.
    case large
    /// With the first stamp it ever gave.
    case replay
    /// With a stamp over another digest, for the same number.
    case otherImprint = "other_imprint"
    /// That it will not, in its own words.
    case rejecting
    /// With a stamp signed by the authority's odd certificate, as far as it has one.
    case odd
    /// As Kamu SM: only to the account 4711 with the password “gizli parola”; else it will not.
    case kamuSM = "kamu_sm"
  }

  /// The port.
  package let port: Int
  /// The authority behind it.
  package let authority: TimeStampAuthority
  private let holder: CInt
  private let child: ChildProcess

  /// Starts one on a free port, or on a given one.
  package init(_ mode: Mode = .ok, _ authority: TimeStampAuthority? = nil, port: Int = 0) throws {
    self.authority = try authority ?? TimeStampAuthority()
    try self.authority.write("mode", mode.rawValue)
    let script = try self.authority.write("server.py", Self.script)
    var ends: [CInt] = [-1, -1]
    guard socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      throw ServerFailure("no socket pair")
    }
    holder = ends[0]
    child = try ChildProcess(
      ["/usr/bin/python3", script, self.authority.path, "\(port)"], input: .descriptor(ends[1]),
      output: .descriptor(ends[1]), errors: .file(self.authority.path + "/server.log"))
    close(ends[1])
    var byte: UInt8 = 0
    var said: [UInt8] = []
    while read(ends[0], &byte, 1) == 1, byte != UInt8(ascii: "\n") { said.append(byte) }
    guard let number = Int(String(decoding: said, as: UTF8.self)) else {
      throw ServerFailure("the time-stamping server did not start")
    }
    self.port = number
  }

  deinit {
    close(holder)
    _ = child.wait()
  }

  /// Where it is asked.
  package var url: String { "http://127.0.0.1:\(port)/" }

  /// From now on it answers otherwise.
  package func answer(_ mode: Mode) throws { try authority.write("mode", mode.rawValue) }

  /// How often it was asked.
  package var requests: Int { ((try? Folder.entries(authority.path)) ?? []).filter { $0.hasSuffix(".query") }.count }

  private static let script = #"""
    import hashlib, http.server, os, subprocess, sys, threading, time
    folder, port = sys.argv[1], int(sys.argv[2])
    count, lock = 0, threading.Lock()

    def run(*words, data=b""):
        return subprocess.run(words, input=data, capture_output=True, cwd=folder, check=True).stdout

    def reply(query):
        global count
        with lock:
            count += 1
            name = f"{count:06}"
            open(f"{folder}/{name}.query", "wb").write(query)
            run("openssl", "ts", "-reply", "-config", "tsa.cnf", "-section", "authority", "-queryfile", name + ".query",
                "-out", name + ".reply")
            return open(f"{folder}/{name}.reply", "rb").read()

    def imprint(query):
        start = query.index(b"\x04\x20") + 2
        return start, query[start:start + 32]

    def rejection(words):
        text = words.encode()
        text = bytes([0x30, len(text) + 2, 0x0C, len(text)]) + text
        status = b"\x02\x01\x02" + text
        return bytes([0x30, len(status) + 2, 0x30, len(status)]) + status

    def parts(der):
        result, at = [], 2 + (der[1] & 0x7F if der[1] & 0x80 else 0)
        while at < len(der):
            result.append(der[at + 2:at + 2 + der[at + 1]])
            at += 2 + der[at + 1]
        return result

    def is_known(identity, query):
        try:
            account, salt, rounds, vector, secret = parts(bytes.fromhex(identity or ""))
            key = hashlib.pbkdf2_hmac("sha256", "gizli parola".encode(), salt, int.from_bytes(rounds, "big"), 32)
            plain = run("openssl", "enc", "-d", "-aes-256-cbc", "-K", key.hex(), "-iv", vector.hex(), data=secret)
            return int.from_bytes(account, "big") == 4711 and plain == imprint(query)[1] and len(salt) == 16
        except (ValueError, subprocess.CalledProcessError):
            return False

    def signed_otherwise():
        name = f"{count:06}"
        run("openssl", "ts", "-reply", "-in", name + ".reply", "-token_out", "-out", name + ".token")
        run("openssl", "cms", "-verify", "-noverify", "-inform", "DER", "-in", name + ".token", "-binary", "-out",
            name + ".content")
        run("openssl", "cms", "-sign", "-nodetach", "-binary", "-cades", "-econtent_type", "1.2.840.113549.1.9.16.1.4",
            "-signer", "odd.pem", "-inkey", "tsa.key", "-outform", "DER", "-in", name + ".content", "-out", name + ".odd")
        content = b"\x30\x03\x02\x01\x00" + open(f"{folder}/{name}.odd", "rb").read()
        return b"\x30\x82" + len(content).to_bytes(2, "big") + content

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            mode = open(folder + "/mode").read()
            query = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers["Content-Type"] != "application/timestamp-query": return self.answer(400, "text/plain", b"")
            if mode == "silent": return time.sleep(30)
            if mode == "page": return self.answer(200, "text/html", b"<html><body>Down for maintenance</body></html>")
            if mode == "failing": return self.answer(500, "text/plain", b"no")
            if mode == "redirect": return self.answer(302, "text/plain", b"", {"Location": "file:///etc/passwd"})
            if mode == "large": return self.answer(200, "application/timestamp-reply", b"0" * (5 << 20))
            if mode == "rejecting": return self.answer(200, "application/timestamp-reply", rejection("No credit left"))
            if mode == "kamu_sm" and not is_known(self.headers["identity"], query):
                return self.answer(200, "application/timestamp-reply", rejection("User 4711 is not known"))
            if mode == "other_imprint":
                start, digest = imprint(query)
                query = query[:start] + bytes([digest[0] ^ 1]) + digest[1:] + query[start + 32:]
            body = reply(query)
            if mode == "replay": body = open(folder + "/000001.reply", "rb").read()
            if mode == "odd": body = signed_otherwise()
            if mode == "slow": return self.trickle(body)
            self.answer(200, "text/plain" if mode == "other_type" else "application/timestamp-reply", body)

        def answer(self, status, kind, body, fields={}):
            self.send_response(status)
            for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **fields}.items():
                self.send_header(name, value)
            self.end_headers()
            try: self.wfile.write(body)
            except OSError: pass

        def trickle(self, body):
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                for byte in body:
                    self.wfile.write(bytes([byte])); self.wfile.flush(); time.sleep(1)
            except OSError: pass

        def log_message(self, *words): pass

    http.server.ThreadingHTTPServer.allow_reuse_address = True
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    # The other end is held by the test, and goes with it.
    sys.stdin.read()
    os._exit(0)
    """#
}
