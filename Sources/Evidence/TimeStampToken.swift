import COpenSSL
package import Model

/// A time stamp of RFC 3161: that a digest was known at a time, signed by a time-stamping authority.
package struct TimeStampToken: Sendable, Equatable {
  /// The authority's whole answer, `TimeStampResp` in DER: what `openssl ts -verify -in` reads.
  package let response: [UInt8]
  /// The stamp alone, without the status before it (`ContentInfo` in DER): what Kamu SM's programs call `.zd`.
  package let token: [UInt8]
  /// When the authority signed it, by its own clock; what is below a microsecond is dropped.
  package let time: Instant
  /// The authority's number for it, in hexadecimal digits.
  package let serial: String
  /// The policy it was given under, as an OID in dots.
  package let policy: String
  /// The digest it is over.
  let imprint: [UInt8]
  /// The number of the request it answers; nil where it repeats none.
  let nonce: [UInt8]?

  /// Reads an answer, and believes nothing of it yet.
  ///
  /// - Throws: ``TimeStampError`` where it is none, or the authority refused.
  package init(response: [UInt8]) throws(TimeStampError) {
    let reading = Self.withResponse(response) { answer in
      Result { () throws(TimeStampError) in try Self.read(answer, response) }
    }
    guard let reading else { throw TimeStampError(.unreadable) }
    self = try reading.get()
  }

  /// Refuses a stamp that is not the answer to a request.
  package func check(answers request: TimeStampRequest) throws(TimeStampError) {
    guard imprint == request.imprint else { throw TimeStampError(.imprint) }
    guard nonce == request.nonce else { throw TimeStampError(.nonce) }
    guard request.policy == nil || request.policy == policy else { throw TimeStampError(.policy(policy)) }
  }

  /// Verifies the stamp of a digest (64 hexadecimal digits) as at the stamp's own time, so that it stays true when the
  /// authority's certificate has expired; returns the signer's subject.
  @discardableResult
  package func verify(over digest: String, by anchor: TrustAnchor) throws(TimeStampError) -> String {
    guard imprint == Digest.bytes(ofHexadecimal: digest) else { throw TimeStampError(.imprint) }
    let seconds = Int(time.microseconds / microsecondsPerSecond)
    let judgement = Self.withResponse(response) { answer in
      anchor.withStore(asOf: seconds) { store in
        Result { () throws(TimeStampError) in try TimeStampSigner(of: answer).verify(by: store) }
      }
    }
    guard let judgement = judgement ?? nil else { throw TimeStampError(.library) }
    return try judgement.get()
  }

  private init(
    _ response: [UInt8], token: [UInt8], time: Instant, serial: String, policy: String, imprint: [UInt8],
    nonce: [UInt8]?
  ) {
    (self.response, self.token, self.time, self.serial) = (response, token, time, serial)
    (self.policy, self.imprint, self.nonce) = (policy, imprint, nonce)
  }

  /// Lends the parsed answer; nil where the bytes are none, or something follows it.
  private static func withResponse<Result>(_ bytes: [UInt8], _ body: (OpaquePointer) -> Result) -> Result? {
    bytes.withUnsafeBufferPointer { buffer in
      var next = buffer.baseAddress
      let answer = d2i_TS_RESP(nil, &next, buffer.count)
      ERR_clear_error()
      guard let answer else { return nil }
      defer { TS_RESP_free(answer) }
      guard let next, let start = buffer.baseAddress, next - start == buffer.count else { return nil }
      return body(answer)
    }
  }

  private static func read(_ answer: OpaquePointer, _ bytes: [UInt8]) throws(TimeStampError) -> TimeStampToken {
    let status = TS_RESP_get_status_info(answer)
    let code = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(status))
    // 0 is granted, 1 granted with changes.
    guard code == 0 || code == 1 else { throw TimeStampError(.rejected(code, words(of: status))) }
    guard let content = TS_RESP_get_tst_info(answer), let token = TS_RESP_get_token(answer),
      TS_TST_INFO_get_version(content) == 1, let time = moment(TS_TST_INFO_get_time(content)),
      let stamp = DER.bytes({ i2d_PKCS7(token, $0) })
    else { throw TimeStampError(.unreadable) }
    let message = TS_TST_INFO_get_msg_imprint(content)
    let isSHA256 = OBJ_obj2nid(TS_MSG_IMPRINT_get_algo(message)?.pointee.algorithm) == NID_sha256
    return TimeStampToken(
      bytes, token: stamp, time: time, serial: Digest.hexadecimal(DER.content(TS_TST_INFO_get_serial(content))),
      policy: name(of: TS_TST_INFO_get_policy_id(content)),
      imprint: isSHA256 ? DER.content(TS_MSG_IMPRINT_get_msg(message)) : [],
      nonce: TS_TST_INFO_get_nonce(content).map { DER.content($0) })
  }

  private static func words(of status: OpaquePointer?) -> String {
    guard let texts = TS_STATUS_INFO_get0_text(status) else { return "" }
    let parts = (0..<OPENSSL_sk_num(texts)).map { index -> String in
      let text = OPENSSL_sk_value(texts, index)?.assumingMemoryBound(to: ASN1_STRING.self)
      return String(decoding: DER.content(text), as: UTF8.self)
    }
    return parts.joined(separator: " ")
  }

  private static func name(of object: OpaquePointer?) -> String {
    var text = [CChar](repeating: 0, count: 128)
    let length = OBJ_obj2txt(&text, CInt(text.count), object, 1)
    return String(decoding: text.prefix(max(0, min(Int(length), 127))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// `20261130065432.123Z` of ASN.1, which is always in UTC here.
  private static func moment(_ time: UnsafePointer<ASN1_GENERALIZEDTIME>?) -> Instant? {
    let digits = DER.content(time)
    guard digits.count >= 15, digits.last == UInt8(ascii: "Z") else { return nil }
    let parts = digits.dropLast().split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2, parts[0].count == 14, parts.allSatisfy({ $0.allSatisfy { (48...57).contains($0) } })
    else { return nil }
    func number(_ range: Range<Int>) -> Int {
      parts[0].dropFirst(range.lowerBound).prefix(range.count).reduce(0) { $0 * 10 + Int($1) - 48 }
    }
    guard let date = CivilDate(validYear: number(0..<4), month: number(4..<6), day: number(6..<8)),
      number(8..<10) < 24, number(10..<12) < 60, number(12..<14) <= 60
    else { return nil }
    let fraction = (parts.count > 1 ? Array(parts[1].prefix(6)) : []) + [UInt8](repeating: 48, count: 6)
    let seconds = Int64(date.dayNumber) * 86_400 + Int64(number(8..<10) * 3600 + number(10..<12) * 60 + number(12..<14))
    return Instant(
      microseconds: seconds * microsecondsPerSecond + fraction.prefix(6).reduce(0) { $0 * 10 + Int64($1) - 48 })
  }
}
