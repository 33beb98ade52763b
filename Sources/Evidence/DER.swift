import COpenSSL

/// What OpenSSL encodes, as bytes of our own.
enum DER {
  /// What one of OpenSSL's `i2d` functions writes; nil where it refuses.
  static func bytes(
    _ encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> CInt
  ) -> [UInt8]? {
    let length = encode(nil)
    guard length > 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(length))
    let written = bytes.withUnsafeMutableBufferPointer { buffer in
      var next = buffer.baseAddress
      return encode(&next)
    }
    return written == length ? bytes : nil
  }

  /// The content of a string of ASN.1.
  static func content(_ string: UnsafePointer<ASN1_STRING>?) -> [UInt8] {
    guard let string, let start = ASN1_STRING_get0_data(string) else { return [] }
    return Array(UnsafeBufferPointer(start: start, count: Int(ASN1_STRING_length(string))))
  }
}
