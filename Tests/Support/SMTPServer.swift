import Files
import Glibc

/// A mail server (aiosmtpd) of one test's own on 127.0.0.1; it ends with the value, or with this process.
///
/// It asks for the user `tutanak` and the password `gizli parola`, and for TLS before either.
package final class SMTPServer: Sendable {
  /// How it answers.
  package enum Mode: String, Sendable, CaseIterable {
    /// As it should.
    case ok
    /// There is no such mailbox.
    case unknownMailbox = "unknown_mailbox"
    /// There is no mailbox whose address begins with `yok`, those of `sonra` cannot be used now, and at one of `kapat` it
    /// takes no messages any more.
    case someMailboxes = "some_mailboxes"
    /// The mailbox cannot be used now.
    case notNow = "not_now"
    /// There is no room, said after the whole message has come.
    case full
    /// It wants no such content, said after the whole message has come.
    case refused
    /// It keeps the message and never says so.
    case silent
    /// It takes no messages at the moment.
    case closing
  }

  /// What it asks for before a message.
  package enum Manner: String, Sendable {
    /// It goes over to TLS when it is asked to.
    case startTLS = "starttls"
    /// It begins with TLS.
    case tls
    /// It has no TLS, and asks for no password.
    case plain
  }

  /// The port.
  package let port: Int
  /// Its certificate, which it signed itself.
  package let certificate: String
  /// The file of the password that it wants.
  package let passwordFile: String
  private let folder: ScratchFolder
  private let manner: Manner
  private let holder: CInt
  private let child: ChildProcess

  /// Starts one on a free port, or on a given one.
  package init(_ manner: Manner = .startTLS, _ mode: Mode = .ok, port: Int = 0) throws {
    self.manner = manner
    folder = try ScratchFolder()
    certificate = folder.path + "/server.pem"
    passwordFile = try folder.write("password", "gizli parola\n")
    try folder.write("mode", mode.rawValue)
    let made = try Command.run(
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
      "-subj",
      "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost", "-keyout", folder.path + "/server.key",
      "-out", certificate)
    let permitted = try Command.run("chmod", "600", passwordFile)
    guard made.status == 0, permitted.status == 0 else { throw ServerFailure(made.errors) }
    let script = try folder.write("server.py", Self.script)
    try folder.write("read.py", Self.reader)
    var ends: [CInt] = [-1, -1]
    guard socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      throw ServerFailure("no socket pair")
    }
    holder = ends[0]
    child = try ChildProcess(
      ["/usr/bin/python3", "-W", "ignore", script, folder.path, manner.rawValue, "\(port)"],
      input: .descriptor(ends[1]),
      output: .descriptor(ends[1]), errors: .file(folder.path + "/server.log"))
    close(ends[1])
    var byte: UInt8 = 0
    var said: [UInt8] = []
    while Glibc.read(ends[0], &byte, 1) == 1, byte != UInt8(ascii: "\n") { said.append(byte) }
    guard let number = Int(String(decoding: said, as: UTF8.self)) else {
      throw ServerFailure("the mail server did not start: \((try? InputFile.text(folder.path + "/server.log")) ?? "")")
    }
    self.port = number
  }

  deinit {
    close(holder)
    _ = child.wait()
  }

  /// The block `mail` of a configuration; nil leaves a key out.
  package func settings(_ changes: [String: String?] = [:]) -> String {
    var values: [String: String?] = [
      "server": "\(manner == .tls ? "smtps" : "smtp")://127.0.0.1:\(port)",
      "from": "\"Tutanak Türkiye <tutanak@example.com>\"", "timeouts": "{ connect: 5s, answer: 3s, total: 20s }",
    ]
    if manner == .plain {
      values["plain_on_loopback"] = "true"
    } else {
      values.merge(["user": "tutanak", "password_file": passwordFile, "ca": certificate]) { $1 }
    }
    let all = values.merging(changes) { $1 }
    return "{ " + all.compactMap { key, value in value.map { "\(key): \($0)" } }.sorted().joined(separator: ", ") + " }"
  }

  /// From now on it answers otherwise.
  package func answer(_ mode: Mode) throws { try folder.write("mode", mode.rawValue) }

  /// The files of the messages it has taken, in the order they came.
  package var files: [String] {
    ((try? Folder.entries(folder.path)) ?? []).filter { $0.hasSuffix(".eml") }.map { folder.path + "/" + $0 }
  }

  /// The messages as a mail program reads them: subject, fields, text, and the files with their SHA-256.
  package func messages() throws -> [JSON] { try files.map(read) }

  /// A message, or the part of one that came out of an envelope, as a mail program reads it.
  package func read(_ file: String) throws -> JSON {
    let outcome = try Command.run("/usr/bin/python3", folder.path + "/read.py", file)
    guard outcome.status == 0 else { throw ServerFailure(outcome.errors) }
    return try JSON(text: outcome.output)
  }

  private static let reader = #"""
    import email, email.policy, hashlib, json, sys
    raw = open(sys.argv[1], "rb").read()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    body = message.get_body(preferencelist=("plain",))
    lines = raw.split(b"\r\n")
    print(json.dumps({
        "subject": message["Subject"], "from": message["From"], "to": message["To"], "id": message["Message-ID"],
        "date": next((l[6:].decode() for l in lines if l.startswith(b"Date: ")), None), "language": message["Content-Language"], "auto": message["Auto-Submitted"],
        "type": message.get_content_type(), "smime": message.get_param("smime-type"),
        "sender": message["X-Envelope-From"], "recipients": message["X-Envelope-To"],
        "defects": [str(type(d)) for part in message.walk() for d in part.defects],
        "longest_line": max(len(line) for line in lines), "is_ascii": raw.isascii(), "bare": raw.replace(b"\r\n", b"").count(b"\n"),
        "text": body.get_content().replace("\r\n", "\n") if body else None,
        "files": {part.get_filename(): hashlib.sha256(part.get_payload(decode=True)).hexdigest()
                  for part in message.walk() if part.get_filename()},
    }))
    """#

  private static let script = #"""
    import asyncio, os, ssl, sys, threading
    from aiosmtpd.smtp import SMTP, AuthResult
    folder, manner, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
    count = 0

    def mode(): return open(folder + "/mode").read()

    class Handler:
        async def handle_MAIL(self, server, session, envelope, address, options):
            if mode() == "closing": return "421 closing for maintenance"
            envelope.mail_from = address
            return "250 ok"

        async def handle_RCPT(self, server, session, envelope, address, options):
            if mode() == "unknown_mailbox": return "550 5.1.1 no such mailbox"
            if mode() == "not_now": return "451 4.7.1 greylisted, come again"
            if mode() == "some_mailboxes" and address.startswith("yok"): return "550 5.1.1 no such mailbox"
            if mode() == "some_mailboxes" and address.startswith("sonra"): return "451 4.7.1 greylisted, come again"
            if mode() == "some_mailboxes" and address.startswith("kapat"): return "421 closing for maintenance"
            envelope.rcpt_tos.append(address)
            return "250 ok"

        async def handle_DATA(self, server, session, envelope):
            global count
            if mode() == "full": return "452 4.3.1 the disk is full"
            if mode() == "refused": return "554 5.7.1 not wanted"
            count += 1
            partial = f"{folder}/{count:06}.part"
            with open(partial, "wb") as file:
                head = f"X-Envelope-From: {envelope.mail_from}\r\nX-Envelope-To: {', '.join(envelope.rcpt_tos)}\r\n"
                file.write(head.encode() + envelope.original_content)
            os.rename(partial, f"{folder}/{count:06}.eml")
            if mode() == "silent": await asyncio.sleep(60)
            return "250 taken"

    def authenticate(server, session, envelope, mechanism, data):
        good = data.login == b"tutanak" and data.password == "gizli parola".encode()
        return AuthResult(success=good, handled=good)

    async def main():
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(folder + "/server.pem", folder + "/server.key")
        options = {"data_size_limit": 50 << 20, "enable_SMTPUTF8": False}
        if manner != "plain": options |= {"auth_required": True, "authenticator": authenticate}
        if manner == "starttls": options |= {"tls_context": context, "require_starttls": True, "auth_require_tls": True}
        if manner == "tls": options |= {"auth_require_tls": False}
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: SMTP(Handler(), loop=loop, **options), "127.0.0.1", port, ssl=context if manner == "tls" else None)
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()

    def wait():
        # The other end is held by the test, and goes with it.
        sys.stdin.read()
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()
    asyncio.run(main())
    """#
}
