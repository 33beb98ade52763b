public import Messages

/// What is wrong with a compiled time-zone file.
public struct ZoneFileError: ExplainedError {
  /// The zone whose file could not be read.
  public let zone: String

  public var failureKind: FailureKind { .unavailable }
  public var message: Message {
    Message(
      tr: "“\(zone)” saat diliminin derlenmiş dosyası RFC 8536 biçiminde değil. tzdata paketini yeniden kurun.",
      en: "The compiled file of the time zone “\(zone)” is not in RFC 8536 format. Reinstall the tzdata package.")
  }
}

extension Zone {
  /// A zone from the bytes of its compiled file (RFC 8536, version 2 or later).
  ///
  /// The rule in the file's footer is expanded to the year 2400; later moments keep the last offset.
  public init(name: String, compiled bytes: [UInt8]) throws(ZoneFileError) {
    guard let file = TZifFile(bytes: bytes) else { throw ZoneFileError(zone: name) }
    var transitions = file.transitions
    var offsets = file.offsets
    if let rule = PosixZoneRule(file.footer) {
      let last = transitions.last ?? .min
      if transitions.isEmpty, offsets.count == 1 { offsets = [rule.standardOffset] }
      for (moment, offset) in rule.transitions(fromYear: 1970, toYear: 2400) where moment > last {
        transitions.append(moment)
        offsets.append(offset)
      }
    }
    self.init(name: name, transitionSeconds: transitions, offsetSeconds: offsets)
  }
}

/// The second, 64-bit block of a TZif file and its footer.
private struct TZifFile {
  var transitions: [Int64] = []
  var offsets: [Int] = []
  var footer = ""

  private struct Header {
    var isutCount, isstdCount, leapCount, timeCount, typeCount, charCount: Int
  }

  init?(bytes: [UInt8]) {
    guard let first = Self.header(bytes, at: 0), bytes[4] >= UInt8(ascii: "2") else { return nil }
    let second =
      44 + first.timeCount * 5 + first.typeCount * 6 + first.charCount + first.leapCount * 8
      + first.isstdCount + first.isutCount
    guard let header = Self.header(bytes, at: second), header.typeCount > 0 else { return nil }
    let times = second + 44
    let indices = times + header.timeCount * 8
    let types = indices + header.timeCount
    let end =
      types + header.typeCount * 6 + header.charCount + header.leapCount * 12 + header.isstdCount
      + header.isutCount
    guard end <= bytes.count else { return nil }
    func offset(ofType index: Int) -> Int { Int(Int32(truncatingIfNeeded: Self.integer(bytes, types + index * 6, 4))) }
    offsets = [offset(ofType: 0)]
    for index in 0..<header.timeCount {
      let type = Int(bytes[indices + index])
      guard type < header.typeCount else { return nil }
      transitions.append(Self.integer(bytes, times + index * 8, 8))
      offsets.append(offset(ofType: type))
    }
    footer = String(decoding: bytes[end...].dropFirst().prefix { $0 != 10 }, as: UTF8.self)
  }

  private static func header(_ bytes: [UInt8], at start: Int) -> Header? {
    guard start + 44 <= bytes.count, Array(bytes[start..<start + 4]) == Array("TZif".utf8) else { return nil }
    let counts = (0..<6).map { Int(integer(bytes, start + 20 + $0 * 4, 4)) }
    return Header(
      isutCount: counts[0], isstdCount: counts[1], leapCount: counts[2], timeCount: counts[3], typeCount: counts[4],
      charCount: counts[5])
  }

  private static func integer(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int64 {
    Int64(bitPattern: bytes[start..<start + count].reduce(0) { $0 << 8 | UInt64($1) })
  }
}
