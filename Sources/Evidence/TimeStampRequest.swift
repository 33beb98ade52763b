import COpenSSL
import Glibc

/// What a time-stamping authority is asked (RFC 3161, 2.4.1): a stamp over one SHA-256 digest, with its certificate.
package struct TimeStampRequest: Sendable {
  /// The request as it is sent: `TimeStampReq`, DER.
  package let bytes: [UInt8]
  /// The SHA-256 digest to be stamped, 32 bytes.
  package let imprint: [UInt8]
  /// The number that the answer must repeat, so that no older one is taken for it; the highest byte first.
  let nonce: [UInt8]
  /// The policy asked for, as an OID in dots; nil leaves it to the authority.
  let policy: String?

  /// A request with a number from the operating system's source of randomness; `digest` is 64 hexadecimal digits.
  package init(digest: String, policy: String? = nil) throws(TimeStampError) {
    guard let imprint = Digest.bytes(ofHexadecimal: digest), imprint.count == 32 else { throw TimeStampError(.library) }
    var nonce = [UInt8](repeating: 0, count: 8)
    guard nonce.withUnsafeMutableBytes({ getentropy($0.baseAddress, $0.count) }) == 0 else {
      throw TimeStampError(.library)
    }
    // A number of eight bytes whose first is neither 0 nor above 127 has one encoding, which every library agrees on.
    nonce[0] = nonce[0] & 0x3F | 0x40
    guard let bytes = Self.encode(imprint, nonce, policy) else { throw TimeStampError(.library) }
    (self.bytes, self.imprint, self.nonce, self.policy) = (bytes, imprint, nonce, policy)
  }

  /// Whether a text is an OID in dots.
  package static func isPolicy(_ text: String) -> Bool {
    guard let object = OBJ_txt2obj(text, 1) else { return false }
    ASN1_OBJECT_free(object)
    return true
  }

  private static func encode(_ imprint: [UInt8], _ nonce: [UInt8], _ policy: String?) -> [UInt8]? {
    let (request, message, method) = (TS_REQ_new(), TS_MSG_IMPRINT_new(), X509_ALGOR_new())
    let (number, value) = (ASN1_INTEGER_new(), BN_bin2bn(nonce, CInt(nonce.count), nil))
    let identifier = policy.flatMap { OBJ_txt2obj($0, 1) }
    defer {
      TS_REQ_free(request)
      TS_MSG_IMPRINT_free(message)
      X509_ALGOR_free(method)
      ASN1_INTEGER_free(number)
      BN_free(value)
      ASN1_OBJECT_free(identifier)
    }
    var imprint = imprint
    guard request != nil, message != nil, method != nil, number != nil, value != nil,
      X509_ALGOR_set0(method, OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nil) == 1,
      TS_MSG_IMPRINT_set_algo(message, method) == 1,
      TS_MSG_IMPRINT_set_msg(message, &imprint, CInt(imprint.count)) == 1,
      BN_to_ASN1_INTEGER(value, number) != nil, TS_REQ_set_version(request, 1) == 1,
      TS_REQ_set_msg_imprint(request, message) == 1, TS_REQ_set_nonce(request, number) == 1,
      TS_REQ_set_cert_req(request, 1) == 1,
      policy == nil || identifier != nil && TS_REQ_set_policy_id(request, identifier) == 1
    else { return nil }
    return DER.bytes { i2d_TS_REQ(request, $0) }
  }
}
