@testable import Excel
import Files
import Support
import Testing

/// Entries and places beyond four gigabytes, as Python's zipfile and our own reader find them.
@Suite struct ZipWriterTests {
  private static let script = """
    import json, sys, zipfile
    archive = zipfile.ZipFile(sys.argv[1])
    print(json.dumps([[item.filename, item.file_size, item.compress_size, item.header_offset, item.extract_version]
      for item in archive.infolist()] + [archive.read("small").decode()]))
    """
  /// `kayıt` as one stored block, and its checksum.
  private static let small = [UInt8]([1, 6, 0, 249, 255] + Array("kayıt".utf8))
  private static let checksum: UInt32 = 0x5D84_FB91

  private static func entry(_ name: String, size: Int, packed: Int, checksum: UInt32 = 0) -> ZipArchive.Entry {
    .init(name: name, checksum: checksum, packedSize: packed, size: size, headerOffset: 0, method: 8)
  }

  /// A hole of so many bytes, then an entry that says it is of some size once unpacked, then a small one.
  private static func write(_ size: Int, after hole: Int, to path: String) throws {
    let file = try PartialFile(at: path + ".parts")
    var writer = ZipWriter(at: hole)
    try writer.begin(entry("large", size: size, packed: 4), in: file)
    try writer.append([0, 0, 0, 0], in: file)
    try writer.begin(entry("small", size: 6, packed: small.count, checksum: checksum), in: file)
    try writer.append(small, in: file)
    try writer.finish(in: file)
    try file.commit()
    let script = "truncate -s \(hole) '\(path)' && cat '\(path).parts' >>'\(path)'"
    try #require(try Command.run("sh", "-c", script).status == 0)
  }

  @Test(arguments: [
    (size: 10, hole: 0), (size: 0xFFFF_FFFE, hole: 0), (size: 0xFFFF_FFFF, hole: 0), (size: 6 << 30, hole: 0),
    (size: 10, hole: 0xFFFF_FF00), (size: 10, hole: 5 << 30), (size: 6 << 30, hole: 5 << 30),
  ])
  func `long fields stand where a number needs them and nowhere else`(size: Int, hole: Int) throws {
    let folder = try ScratchFolder()
    let path = folder.path + "/archive.zip"
    try Self.write(size, after: hole, to: path)
    let outcome = try Command.run("/usr/bin/python3", "-c", Self.script, path)
    let found = try JSON(text: outcome.output).list
    let local = 30 + "large".utf8.count + (size >= 0xFFFF_FFFF ? 20 : 0) + 4
    func needs(_ numbers: Int...) -> Int { numbers.contains { $0 >= 0xFFFF_FFFF } ? 45 : 20 }
    #expect(
      found == [
        .list([.text("large"), .integer(size), .integer(4), .integer(hole), .integer(needs(size, hole))]),
        .list([
          .text("small"), .integer(6), .integer(Self.small.count), .integer(hole + local),
          .integer(needs(hole + local)),
        ]),
        .text("kayıt"),
      ], "\(outcome.errors)")
    let own = try ZipArchive(path)?.entries ?? []
    #expect(own.map(\.size) == [size, 6] && own.map(\.headerOffset) == [hole, hole + local])
  }
}
