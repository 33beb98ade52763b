import Compression
@testable import Excel
import Files
import Glibc
import Support
import Testing

@Suite struct `Rows packed beside their writing` {
  private static func write(_ rows: Int, to stream: RowStream) throws {
    for row in 0..<rows {
      let text = Array("<row r=\"\(row)\"><c r=\"A\(row)\"><v>\(row &* 7_919)</v></c></row>".utf8)
      let place = stream.bytes.room(for: text.count)
      place.update(from: text, count: text.count)
      stream.bytes.end(at: place + text.count)
      try stream.endRow()
    }
  }

  @Test func `come out as they went in, whether a thread packed them or not`() throws {
    let scratch = try ScratchFolder()
    for count in [0, 1, 100, 20_000, 100_000] {
      let stream = try RowStream(in: scratch.path)
      try Self.write(count, to: stream)
      let rows = try stream.finish()
      let packed = try rows.packed.read(at: 0, upTo: rows.packed.byteCount)
      var found = 0
      var inflater = Inflater()
      #expect(packed.isEmpty || inflater.unpack(packed) { piece in found += piece.count { $0 == UInt8(ascii: "w") } })
      #expect(found == count * 2)
      #expect(inflater.byteCount == rows.byteCount && inflater.checksum == rows.checksum)
    }
    #expect(try Folder.entries(scratch.path).isEmpty)
  }

  @Test func `are the same bytes every time`() throws {
    let scratch = try ScratchFolder()
    let packed = try (0..<3).map { _ in
      let stream = try RowStream(in: scratch.path)
      try Self.write(50_000, to: stream)
      let rows = try stream.finish().packed
      return try rows.read(at: 0, upTo: rows.byteCount)
    }
    #expect(packed[0].count > 100_000 && Set(packed).count == 1)
  }

  @Test func `that cannot be put aside stop whoever writes, with the reason`() throws {
    let scratch = try ScratchFolder()
    let stream = try RowStream(in: scratch.path + "/yok")
    let error = #expect(throws: FileError.self) {
      try Self.write(1_000_000, to: stream)
      _ = try stream.finish()
    }
    #expect(error?.isMissing == true)
  }

  @Test func `leave no thread behind when whoever writes gives up`() throws {
    let scratch = try ScratchFolder()
    func threads() throws -> Int { try Folder.entries("/proc/self/task").count }
    let before = try threads()
    for _ in 0..<200 {
      let stream = try RowStream(in: scratch.path)
      // More than a piece, or no thread begins.
      try Self.write(12_000, to: stream)
    }
    // Other tests have threads of their own, not two hundred.
    #expect(try threads() < before + 100)
  }
}
