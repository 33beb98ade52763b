import Evidence
import Foundation
import Support
import Testing

/// Seals, made here and judged by the `openssl` program.
struct SealTests {
  private let content = Array("{ \"format\": \"tutanak-package-1\" }\n".utf8)

  private func madeKey() throws -> SealKey {
    let new = try NewSealKey(organisation: "Örnek A.Ş.", from: 1_791_417_600)
    return try SealKey(keyFile: new.keyFile, certificateFile: new.certificateFile)
  }

  @Test func `openssl verifies a seal with nothing but its certificate`() throws {
    let key = try madeKey()
    let folder = try ScratchFolder()
    try write(content, "manifest.json", in: folder)
    try write(try key.sign(content), "manifest.p7s", in: folder)
    try write(key.certificateFile, "seal.pem", in: folder)
    let verify = [
      "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "manifest.p7s", "-content", "manifest.json",
      "-CAfile", "seal.pem", "-out", "/dev/null",
    ]
    let sound = try Command.run(words: ["sh", "-c", "cd \(folder.path) && " + verify.joined(separator: " ")])
    #expect(sound.status == 0, "\(sound.errors)")
    try write(content + [32], "manifest.json", in: folder)
    let changed = try Command.run(words: ["sh", "-c", "cd \(folder.path) && " + verify.joined(separator: " ")])
    #expect(changed.status != 0)
    let text = try Command.run(words: [
      "openssl", "x509", "-in", folder.path + "/seal.pem", "-noout", "-fingerprint", "-sha256",
    ])
    #expect(text.output.filter { $0.isHexDigit || $0 == "=" }.lowercased().hasSuffix(key.certificate.fingerprint))
  }

  @Test func `A new key names its organisation and says that it proves no identity`() throws {
    let certificate = try madeKey().certificate
    #expect(certificate.isSelfSigned)
    #expect(certificate.subject.contains("Örnek A.Ş."))
    #expect(certificate.subject.contains("kimlik kanıtlamaz"))
  }

  @Test func `A signature tells its signer, and only of its own content`() throws {
    let (key, other) = (try madeKey(), try madeKey())
    let signature = try key.sign(content)
    #expect(DetachedSignature(signature).signer(of: content) == key.certificate)
    #expect(DetachedSignature(signature).signer(of: content + [10]) == nil)
    #expect(DetachedSignature(try other.sign(content)).signer(of: content) == other.certificate)
    #expect(key.certificate.fingerprint != other.certificate.fingerprint)
  }

  @Test func `No changed byte of a signature tells the signer of another`() throws {
    let key = try madeKey()
    let signature = try key.sign(content)
    for index in stride(from: 0, to: signature.count, by: 3) {
      var changed = signature
      changed[index] ^= 1
      let signer = DetachedSignature(changed).signer(of: content)
      // Bytes that the signature does not cover may change; a signer it then tells is the same.
      #expect(signer == nil || signer == key.certificate, "byte \(index)")
    }
    #expect(DetachedSignature([]).signer(of: content) == nil)
    #expect(DetachedSignature(Array("no signature".utf8)).signer(of: content) == nil)
  }

  @Test(arguments: ["rsa:2048", "ec -pkeyopt ec_paramgen_curve:P-256"])
  func `Keys of an administrator seal, with the certificates above theirs`(kind: String) throws {
    let folder = try ScratchFolder()
    try makeCertificates(kind, in: folder)
    let key = try SealKey(
      keyFile: bytes("seal.key", in: folder),
      certificateFile: bytes("seal.pem", in: folder) + bytes("ca.pem", in: folder))
    #expect(!key.certificate.isSelfSigned)
    try write(content, "content", in: folder)
    try write(try key.sign(content), "content.p7s", in: folder)
    let verified = try Command.run(words: [
      "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", folder.path + "/content.p7s", "-content",
      folder.path + "/content", "-CAfile", folder.path + "/ca.pem", "-out", "/dev/null",
    ])
    #expect(verified.status == 0, "\(verified.errors)")
    #expect(DetachedSignature(try key.sign(content)).signer(of: content) == key.certificate)
  }

  @Test func `What cannot seal is refused with its reason`() throws {
    let folder = try ScratchFolder()
    try makeCertificates("rsa:1024", in: folder)
    let (weak, certificate) = (try bytes("seal.key", in: folder), try bytes("seal.pem", in: folder))
    #expect(throws: SealError.unsuitable) { try SealKey(keyFile: weak, certificateFile: certificate) }
    let new = try NewSealKey(organisation: "", from: 0)
    #expect(throws: SealError.mismatch) { try SealKey(keyFile: new.keyFile, certificateFile: certificate) }
    #expect(throws: SealError.noCertificate) { try SealKey(keyFile: new.keyFile, certificateFile: new.keyFile) }
    #expect(throws: SealError.noKey) { try SealKey(keyFile: certificate, certificateFile: new.certificateFile) }
    _ = try Command.run(words: [
      "openssl", "pkey", "-in", folder.path + "/seal.key", "-aes256", "-passout", "pass:secret", "-out",
      folder.path + "/locked.key",
    ])
    let locked = try bytes("locked.key", in: folder)
    #expect(throws: SealError.noKey) { try SealKey(keyFile: locked, certificateFile: certificate) }
  }

  private func write(_ bytes: [UInt8], _ name: String, in folder: ScratchFolder) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/" + name))
  }

  private func bytes(_ name: String, in folder: ScratchFolder) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name)))
  }

  private func makeCertificates(_ kind: String, in folder: ScratchFolder) throws {
    let script = """
      cd \(folder.path) && exec 2>/dev/null
      openssl req -x509 -newkey \(kind) -nodes -keyout ca.key -out ca.pem -days 30 -subj "/CN=Root"
      openssl req -newkey \(kind) -nodes -keyout seal.key -out seal.csr -subj "/CN=Seal"
      openssl x509 -req -in seal.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -out seal.pem
      """
    let outcome = try Command.run(words: ["sh", "-ec", script])
    #expect(outcome.status == 0, "\(outcome.errors)")
  }
}
