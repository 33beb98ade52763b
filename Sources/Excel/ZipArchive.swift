internal import Files

/// The list of contents of a ZIP file, as it stands at its end (APPNOTE.TXT 6.3, sections 4.3.12 to 4.3.16).
struct ZipArchive: ~Copyable {
  /// One file in the archive.
  struct Entry {
    var name: String
    var checksum: UInt32
    var packedSize: Int
    var size: Int
    /// Where its local header begins.
    var headerOffset: Int
    /// 0 is stored, 8 is deflated.
    var method: Int

    /// Whether its numbers can be those of a file of a size.
    func lies(within fileSize: Int) -> Bool {
      size >= 0 && headerOffset >= 0 && headerOffset <= fileSize && packedSize >= 0
        && packedSize <= fileSize - headerOffset
    }
  }

  private let file: FileDescriptor
  let entries: [Entry]

  private static let endLength = 22
  private static let longEndLocatorLength = 20
  private static let longEndLength = 56
  private static let localHeaderLength = 30
  /// A workbook has a few hundred parts at most.
  private static let longestDirectory = 1 << 24

  /// Reads the list of contents; nil when the file is no whole ZIP file.
  init?(_ path: String) throws(FileError) {
    let file = try FileDescriptor(reading: path)
    let size = try InputFile.size(path)
    guard let place = try Self.directoryPlace(in: file, size: size), place.offset >= 0, place.offset <= size,
      place.count >= 0, place.length >= 0, place.length <= min(size - place.offset, Self.longestDirectory)
    else { return nil }
    let directory = LittleEndian(try file.read(at: place.offset, upTo: place.length))
    guard place.length == directory.count, let entries = Self.entries(directory, count: place.count) else { return nil }
    self.entries = entries
    self.file = file
  }

  /// Hands over the packed bytes of an entry in pieces; false when the entry is cut off.
  func forEachPackedPiece(of entry: Entry, _ body: ([UInt8]) throws -> Void) throws -> Bool {
    let header = LittleEndian(try file.read(at: entry.headerOffset, upTo: Self.localHeaderLength))
    guard header.count == Self.localHeaderLength, header[0, 4] == 0x0403_4B50 else { return false }
    var offset = entry.headerOffset + Self.localHeaderLength + header[26, 2] + header[28, 2]
    let end = offset + entry.packedSize
    while offset < end {
      let piece = try file.read(at: offset, upTo: min(1 << 18, end - offset))
      if piece.isEmpty { return false }
      offset += piece.count
      try body(piece)
    }
    return true
  }

  /// Where the list of contents is, and how many entries it has.
  private static func directoryPlace(
    in file: borrowing FileDescriptor, size: Int
  ) throws(FileError) -> (offset: Int, length: Int, count: Int)? {
    guard size >= endLength else { return nil }
    // There is no comment behind the end record: whatever wrote the file writes none.
    let end = LittleEndian(try file.read(at: size - endLength, upTo: endLength))
    guard end.count == endLength, end[0, 4] == 0x0605_4B50, end[20, 2] == 0 else { return nil }
    let short = (offset: end[16, 4], length: end[12, 4], count: end[10, 2])
    guard short.offset == 0xFFFF_FFFF || short.length == 0xFFFF_FFFF || short.count == 0xFFFF else { return short }

    let locatorOffset = size - endLength - longEndLocatorLength
    guard locatorOffset >= 0 else { return nil }
    let locator = LittleEndian(try file.read(at: locatorOffset, upTo: longEndLocatorLength))
    guard locator.count == longEndLocatorLength, locator[0, 4] == 0x0706_4B50 else { return nil }
    guard locator[8, 8] >= 0, locator[8, 8] < size else { return nil }
    let longEnd = LittleEndian(try file.read(at: locator[8, 8], upTo: longEndLength))
    guard longEnd.count == longEndLength, longEnd[0, 4] == 0x0606_4B50 else { return nil }
    return (longEnd[48, 8], longEnd[40, 8], longEnd[32, 8])
  }

  private static func entries(_ directory: LittleEndian, count: Int) -> [Entry]? {
    var entries: [Entry] = []
    var position = 0
    for _ in 0..<count {
      guard position + 46 <= directory.count, directory[position, 4] == 0x0201_4B50 else { return nil }
      let nameLength = directory[position + 28, 2]
      let extraStart = position + 46 + nameLength
      let extraEnd = extraStart + directory[position + 30, 2]
      let end = extraEnd + directory[position + 32, 2]
      guard end <= directory.count else { return nil }
      var entry = Entry(
        name: directory.text(position + 46..<extraStart), checksum: UInt32(directory[position + 16, 4]),
        packedSize: directory[position + 20, 4], size: directory[position + 24, 4],
        headerOffset: directory[position + 42, 4], method: directory[position + 10, 2])
      widen(&entry, directory, extraStart..<extraEnd)
      entries.append(entry)
      position = end
    }
    return entries
  }

  /// Takes the numbers that do not fit into 32 bits from the entry's ZIP64 field.
  private static func widen(_ entry: inout Entry, _ directory: LittleEndian, _ extra: Range<Int>) {
    var position = extra.lowerBound
    while position + 4 <= extra.upperBound {
      let length = directory[position + 2, 2]
      if directory[position, 2] == 1, position + 4 + length <= extra.upperBound {
        var value = position + 4
        for number in [\Entry.size, \Entry.packedSize, \Entry.headerOffset] where entry[keyPath: number] == 0xFFFF_FFFF
        {
          guard value + 8 <= position + 4 + length else { return }
          entry[keyPath: number] = directory[value, 8]
          value += 8
        }
        return
      }
      position += 4 + length
    }
  }
}

/// Bytes read as numbers, least significant byte first.
private struct LittleEndian {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var count: Int { bytes.count }

  /// The number of `length` bytes at `start`.
  subscript(start: Int, length: Int) -> Int {
    Int(truncatingIfNeeded: (0..<length).reduce(UInt64(0)) { $0 | UInt64(bytes[start + $1]) << UInt64($1 * 8) })
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
