internal import Compression
internal import Files

/// Lines of rows on their way into a page: deflated, and in base64.
struct RowPacking: ~Copyable {
  private var deflater: Deflater
  private var encoder = Base64Encoder()

  /// Begins; nil where memory is short.
  init?() {
    guard let deflater = Deflater() else { return nil }
    self.deflater = deflater
  }

  /// Adds lines.
  mutating func pack(_ lines: [UInt8], to file: inout PageFile) throws {
    try deflater.pack(lines) { try file.append(base64: encoder.encode($0)) }
  }

  /// Adds the last lines, and what is left.
  mutating func finish(_ lines: [UInt8], to file: inout PageFile) throws {
    try deflater.pack(lines, isLast: true) { try file.append(base64: encoder.encode($0)) }
    try file.append(base64: encoder.finish())
  }
}
