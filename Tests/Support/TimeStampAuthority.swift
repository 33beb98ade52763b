import Files
import Foundation

/// A time-stamping authority made with openssl: a root, a certificate for stamps under it, and answers.
package final class TimeStampAuthority: Sendable {
  /// What is different about an authority.
  package enum Kind: Sendable, Equatable {
    /// A sound one.
    case sound
    /// Its certificate may sign time stamps, but does not say so in a critical extension.
    case notCritical
    /// Its certificate is one for servers.
    case forServers
    /// Its certificate is valid for so many seconds from now on.
    case shortLived(seconds: Int)
  }

  private let folder: ScratchFolder
  private let kind: Kind
  /// The folder everything lies in.
  package var path: String { folder.path }
  /// The root certificate, in PEM.
  package var anchor: String { path + "/root.pem" }

  /// The policy it gives stamps under.
  package static let policy = "1.3.6.1.4.1.99999.1"

  /// Makes one.
  package init(_ kind: Kind = .sound) throws {
    folder = try ScratchFolder()
    self.kind = kind
    try folder.write("tsa.cnf", Self.settings(in: folder.path))
    try folder.write("serial", "01\n")
    try folder.write("index", "")
    let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    try openssl(
      [
        "req", "-x509", "-config", "tsa.cnf", "-extensions", "root", "-days", "3650", "-subj", "/O=Sınama/CN=Kök",
        "-utf8", "-keyout", "root.key", "-out", "root.pem",
      ] + curve)
    try openssl(
      [
        "req", "-new", "-config", "tsa.cnf", "-subj", "/O=Sınama/CN=Damga Birimi 1", "-utf8", "-keyout", "tsa.key",
        "-out", "tsa.csr",
      ] + curve)
    var end = "20500101000000Z"
    if case .shortLived(let seconds) = kind {
      end = try Command.run("date", "-u", "-d", "now + \(seconds) seconds", "+%Y%m%d%H%M%SZ").output
      end = String(end.prefix(15))
    }
    try certify("tsa", until: end)
    if kind == .notCritical || kind == .forServers { try certify("odd", until: end) }
  }

  private func certify(_ name: String, until end: String) throws {
    let extensions = name == "odd" && kind == .forServers ? "server" : name
    try openssl([
      "ca", "-batch", "-config", "tsa.cnf", "-extensions", extensions, "-notext", "-startdate", "20200101000000Z",
      "-enddate", end, "-in", "tsa.csr", "-out", name + ".pem",
    ])
  }

  /// Answers a request (`TimeStampReq`, DER) as `openssl ts -reply` does; `words` are further ones for it.
  package func reply(to request: [UInt8], _ words: String...) throws -> [UInt8] {
    let file = "\(path)/\(UUID().uuidString).tsq"
    var query = try OutputFile(at: file)
    try query.append(request)
    try query.commit()
    try openssl(
      ["ts", "-reply", "-config", "tsa.cnf", "-section", "authority", "-queryfile", file, "-out", file + ".tsr"] + words
    )
    let answer = try InputFile.bytes(file + ".tsr")
    return kind == .notCritical || kind == .forServers ? try signedOtherwise(file) : answer
  }

  /// The answer with its content signed by the odd certificate, which `openssl ts` would never sign with.
  private func signedOtherwise(_ file: String) throws -> [UInt8] {
    try openssl(["ts", "-reply", "-in", file + ".tsr", "-token_out", "-out", file + ".token"])
    try openssl([
      "cms", "-verify", "-noverify", "-inform", "DER", "-in", file + ".token", "-binary", "-out", file + ".content",
    ])
    try openssl([
      "cms", "-sign", "-nodetach", "-binary", "-cades", "-econtent_type", "1.2.840.113549.1.9.16.1.4", "-signer",
      "odd.pem", "-inkey", "tsa.key", "-outform", "DER", "-in", file + ".content", "-out", file + ".odd",
    ])
    let granted: [UInt8] = [0x30, 0x03, 0x02, 0x01, 0x00]
    let content = granted + (try InputFile.bytes(file + ".odd"))
    return [0x30, 0x82, UInt8(content.count >> 8), UInt8(content.count & 0xFF)] + content
  }

  /// Writes a file into the authority's folder, and returns its path.
  @discardableResult
  package func write(_ name: String, _ text: String) throws -> String { try folder.write(name, text) }

  /// Runs openssl in the authority's folder.
  package func openssl(_ words: [String]) throws {
    let outcome = try Command.run(words: ["openssl"] + words, in: path)
    guard outcome.status == 0 else { throw ServerFailure("openssl \(words.joined(separator: " ")): \(outcome.errors)") }
  }

  private static func settings(in folder: String) -> String {
    """
    [req]
    distinguished_name = name
    [name]
    [root]
    basicConstraints = critical,CA:true
    keyUsage = critical,keyCertSign,cRLSign
    subjectKeyIdentifier = hash
    [tsa]
    basicConstraints = critical,CA:false
    keyUsage = critical,digitalSignature
    extendedKeyUsage = critical,timeStamping
    [odd]
    extendedKeyUsage = timeStamping
    [server]
    extendedKeyUsage = critical,serverAuth
    [ca]
    default_ca = issuer
    [issuer]
    dir = \(folder)
    new_certs_dir = \(folder)
    database = \(folder)/index
    unique_subject = no
    serial = \(folder)/ca-serial
    certificate = \(folder)/root.pem
    private_key = \(folder)/root.key
    default_md = sha256
    rand_serial = yes
    policy = any
    [any]
    organizationName = optional
    commonName = supplied
    [authority]
    serial = \(folder)/serial
    signer_cert = \(folder)/tsa.pem
    signer_key = \(folder)/tsa.key
    signer_digest = sha256
    crypto_device = builtin
    default_policy = \(policy)
    other_policies = 1.3.6.1.4.1.99999.2
    digests = sha256
    clock_precision_digits = 3
    ordering = no
    tsa_name = no
    ess_cert_id_chain = no
    ess_cert_id_alg = sha256
    """
  }
}
