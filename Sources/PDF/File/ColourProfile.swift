import Glibc

/// The ICC profile of sRGB, which says what the file's colours look like (ICC.1:2001-04, IEC 61966-2-1).
///
/// PDF/A asks for one inside the file. It is computed: three colorants, the white point and one curve are all of it.
enum ColourProfile {
  /// The profile's bytes; the same everywhere.
  static let sRGB: [UInt8] = {
    let primaries: [[Double]] = [
      [0.43607, 0.22249, 0.01392], [0.38515, 0.71687, 0.09708], [0.14307, 0.06061, 0.71410],
    ]
    let tags: [(names: [String], content: [UInt8])] = [
      (["desc"], description("sRGB IEC61966-2.1")),
      (["cprt"], signature("text") + [0, 0, 0, 0] + Array("No copyright, use freely\0".utf8)),
      (["wtpt"], point(whitePoint)),
      (["rXYZ"], point(primaries[0])), (["gXYZ"], point(primaries[1])), (["bXYZ"], point(primaries[2])),
      (["rTRC", "gTRC", "bTRC"], curve()),
    ]
    let tableSize = 4 + 12 * tags.reduce(0) { $0 + $1.names.count }
    var table = bytes(UInt32(tags.reduce(0) { $0 + $1.names.count }))
    var content: [UInt8] = []
    for tag in tags {
      let offset = headerSize + tableSize + content.count
      for name in tag.names {
        table += signature(name) + bytes(UInt32(offset)) + bytes(UInt32(tag.content.count))
      }
      content += tag.content
      content += [UInt8](repeating: 0, count: (4 - content.count % 4) % 4)
    }
    return header(size: headerSize + tableSize + content.count) + table + content
  }()

  private static let headerSize = 128
  /// D50, the white that profiles are written against, as X, Y, Z.
  private static let whitePoint = [0.9642, 1.0, 0.8249]
  /// As fine as 16 bits can tell, where the curve is bent most.
  private static let curveSteps = 1024

  private static func header(size: Int) -> [UInt8] {
    var header = bytes(UInt32(size)) + [0, 0, 0, 0]
    // Version 2.1, of a display, from RGB to XYZ.
    header += [2, 0x10, 0, 0] + signature("mntr") + signature("RGB ") + signature("XYZ ")
    // The date is part of the form and not of the colours: the year of the specification.
    for number: UInt16 in [2001, 4, 1, 0, 0, 0] { header += bytes(number) }
    header += signature("acsp") + [UInt8](repeating: 0, count: 28)
    header += whitePoint.flatMap(fixed)
    return header + [UInt8](repeating: 0, count: headerSize - header.count)
  }

  private static func description(_ text: String) -> [UInt8] {
    let ascii = Array(text.utf8) + [0]
    // No Unicode and no Macintosh text follow.
    return signature("desc") + [0, 0, 0, 0] + bytes(UInt32(ascii.count)) + ascii
      + [UInt8](repeating: 0, count: 8 + 3 + 67)
  }

  private static func point(_ values: [Double]) -> [UInt8] { signature("XYZ ") + [0, 0, 0, 0] + values.flatMap(fixed) }

  private static func curve() -> [UInt8] {
    var curve = signature("curv") + [0, 0, 0, 0] + bytes(UInt32(curveSteps))
    for step in 0..<curveSteps {
      let value = Double(step) / Double(curveSteps - 1)
      let linear = value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
      curve += bytes(UInt16((linear * 65535).rounded()))
    }
    return curve
  }

  private static func signature(_ text: String) -> [UInt8] { Array(text.utf8) }

  /// A number with sixteen bits behind the point.
  private static func fixed(_ value: Double) -> [UInt8] { bytes(UInt32(bitPattern: Int32((value * 65536).rounded()))) }

  private static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }
}
