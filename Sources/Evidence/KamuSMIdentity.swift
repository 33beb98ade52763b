import COpenSSL
import Glibc

/// How Kamu SM, the public certification centre of Türkiye, knows who asks for a time stamp: the field `identity` of HTTP.
///
/// It is the DER form, in hexadecimal digits, of the account's number, a salt, a count, an initial vector and the digest
/// encrypted (AES-256-CBC) with a key made of the password (PBKDF2, HMAC-SHA-256). Kamu SM publishes no description; this
/// follows what its clients are known to send.
package enum KamuSMIdentity {
  /// The field's name.
  package static let name = "identity"
  private static let rounds = 100

  /// The field's value for a request; the password is found in nothing but the key that is made of it.
  package static func value(
    account: Int, password: [UInt8], for request: TimeStampRequest
  ) throws(TimeStampError) -> String {
    var salt = [UInt8](repeating: 0, count: 16)
    guard salt.withUnsafeMutableBytes({ getentropy($0.baseAddress, $0.count) }) == 0,
      let secret = encrypt(request.imprint, password, salt)
    else { throw TimeStampError(.library) }
    let content =
      integer(account) + part(0x04, salt) + integer(rounds) + part(0x04, salt) + part(0x04, secret)
    return Digest.hexadecimal(part(0x30, content))
  }

  private static func encrypt(_ imprint: [UInt8], _ password: [UInt8], _ salt: [UInt8]) -> [UInt8]? {
    var key = [UInt8](repeating: 0, count: 32)
    let isMade = password.withUnsafeBytes { bytes in
      PKCS5_PBKDF2_HMAC(
        bytes.bindMemory(to: CChar.self).baseAddress, CInt(bytes.count), salt, CInt(salt.count), CInt(rounds),
        EVP_sha256(), CInt(key.count), &key)
    }
    guard isMade == 1, let context = EVP_CIPHER_CTX_new() else { return nil }
    defer { EVP_CIPHER_CTX_free(context) }
    var result = [UInt8](repeating: 0, count: imprint.count + 16)
    var (length, rest): (CInt, CInt) = (0, 0)
    guard EVP_EncryptInit_ex(context, EVP_aes_256_cbc(), nil, key, salt) == 1,
      EVP_EncryptUpdate(context, &result, &length, imprint, CInt(imprint.count)) == 1
    else { return nil }
    var last = [UInt8](repeating: 0, count: 16)
    guard EVP_EncryptFinal_ex(context, &last, &rest) == 1 else { return nil }
    return Array(result.prefix(Int(length))) + last.prefix(Int(rest))
  }

  /// A whole number from 0 on.
  private static func integer(_ number: Int) -> [UInt8] {
    var bytes = withUnsafeBytes(of: UInt64(max(0, number)).bigEndian) { Array($0.drop { $0 == 0 }) }
    // The first bit is the sign's.
    if bytes.first.map({ $0 > 127 }) ?? true { bytes.insert(0, at: 0) }
    return part(0x02, bytes)
  }

  private static func part(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    let length = content.count < 128 ? [UInt8(content.count)] : [0x81, UInt8(content.count)]
    return [tag] + length + content
  }
}
