internal import Files

/// Writes a ZIP file, entry behind entry (APPNOTE.TXT 6.3); every size is known before its entry begins.
///
/// The long fields of ZIP64 stand only where a number needs them: where it does not, Excel complains about them.
struct ZipWriter {
  private var offset: Int
  private var directory = LittleEndianBytes()
  private var count = 0

  /// A size or a place from which on the long fields are needed.
  private static let long = 0xFFFF_FFFF
  private static let deflated = 8
  /// 1980-01-01, the begin of the format's time: equal documents make equal files.
  private static let date = 0x21

  /// Nothing written yet; the file has so many bytes before its first entry.
  init(at offset: Int = 0) { self.offset = offset }

  /// Begins an entry; exactly `packedSize` bytes must follow.
  mutating func begin(_ entry: ZipArchive.Entry, in file: borrowing PartialFile) throws(FileError) {
    let isLong = entry.size >= Self.long || entry.packedSize >= Self.long
    var header = LittleEndianBytes()
    header.add(0x0403_4B50, 4)
    addCommon(entry, isLong: isLong, to: &header)
    header.add(isLong ? Self.long : entry.packedSize, 4)
    header.add(isLong ? Self.long : entry.size, 4)
    header.add(entry.name.utf8.count, 2)
    header.add(isLong ? 20 : 0, 2)
    header.add(entry.name)
    if isLong {
      header.add(1, 2)
      header.add(16, 2)
      header.add(entry.size, 8)
      header.add(entry.packedSize, 8)
    }
    list(entry)
    try append(header.bytes, in: file)
  }

  /// Appends packed bytes.
  mutating func append(_ bytes: [UInt8], in file: borrowing PartialFile) throws(FileError) {
    var failure: FileError?
    bytes.withUnsafeBytes { bytes in
      do throws(FileError) { try file.append(bytes) } catch { failure = error }
    }
    if let failure { throw failure }
    offset += bytes.count
  }

  /// Writes the list of contents.
  mutating func finish(in file: borrowing PartialFile) throws(FileError) {
    let (start, length) = (offset, directory.bytes.count)
    var end = LittleEndianBytes()
    if start >= Self.long || length >= Self.long || count >= 0xFFFF {
      end.add(0x0606_4B50, 4)
      end.add(44, 8)
      end.add(45, 2)
      end.add(45, 2)
      end.add(0, 8)
      for number in [count, count, length, start] { end.add(number, 8) }
      end.add(0x0706_4B50, 4)
      end.add(0, 4)
      end.add(start + length, 8)
      end.add(1, 4)
    }
    end.add(0x0605_4B50, 4)
    end.add(0, 4)
    for _ in 0..<2 { end.add(min(count, 0xFFFF), 2) }
    end.add(min(length, Self.long), 4)
    end.add(min(start, Self.long), 4)
    end.add(0, 2)
    try append(directory.bytes, in: file)
    try append(end.bytes, in: file)
  }

  /// What the header before an entry and its line in the list have in common.
  private func addCommon(_ entry: ZipArchive.Entry, isLong: Bool, to bytes: inout LittleEndianBytes) {
    bytes.add(isLong ? 45 : 20, 2)
    bytes.add(0, 2)
    bytes.add(Self.deflated, 2)
    bytes.add(0, 2)
    bytes.add(Self.date, 2)
    bytes.add(Int(entry.checksum), 4)
  }

  private mutating func list(_ entry: ZipArchive.Entry) {
    let numbers = [entry.size, entry.packedSize, offset]
    let long = numbers.filter { $0 >= Self.long }
    directory.add(0x0201_4B50, 4)
    directory.add(long.isEmpty ? 20 : 45, 2)
    addCommon(entry, isLong: !long.isEmpty, to: &directory)
    directory.add(min(entry.packedSize, Self.long), 4)
    directory.add(min(entry.size, Self.long), 4)
    directory.add(entry.name.utf8.count, 2)
    directory.add(long.isEmpty ? 0 : 4 + long.count * 8, 2)
    // No comment, the first disk, and no attributes.
    directory.add(0, 8)
    directory.add(0, 2)
    directory.add(min(offset, Self.long), 4)
    directory.add(entry.name)
    if !long.isEmpty {
      directory.add(1, 2)
      directory.add(long.count * 8, 2)
      for number in long { directory.add(number, 8) }
    }
    count += 1
  }
}

/// Numbers written as bytes, least significant byte first.
private struct LittleEndianBytes {
  private(set) var bytes: [UInt8] = []

  /// Adds a number in so many bytes.
  mutating func add(_ number: Int, _ length: Int) {
    for place in 0..<length { bytes.append(UInt8(truncatingIfNeeded: number >> (place * 8))) }
  }

  mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }
}
