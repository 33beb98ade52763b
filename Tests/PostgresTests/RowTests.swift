import Testing

@testable import Postgres

/// Fields of a row in COPY's binary format, built by hand.
@Suite struct RowTests {
  /// Lends a row of the given fields; nil is NULL.
  private static func read<Result>(_ fields: [[UInt8]?], _ body: (borrowing Row) -> Result) -> Result {
    func big(_ number: Int, _ bytes: Int) -> [UInt8] {
      (0..<bytes).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
    let message = big(fields.count, 2) + fields.flatMap { big($0?.count ?? -1, 4) + ($0 ?? []) }
    return message.withUnsafeBytes { bytes in
      var row = Row()
      let isRow = row.load(bytes)
      #expect(isRow)
      return body(row)
    }
  }

  @Test(arguments: [
    ("", ""), ("plain ASCII of more than fifteen bytes", "plain ASCII of more than fifteen bytes"),
    ("Çağrı Şimşek", "Çağrı Şimşek"), ("🌸", "🌸"), ("a\0b", "a\0b"),
  ])
  func `a text comes as it is`(written: String, read: String) {
    #expect(Self.read([Array(written.utf8), nil]) { row in row.text(0) } == read)
    #expect(Self.read([Array(written.utf8), nil]) { row in row.text(1) } == nil)
  }

  @Test(
    arguments: [
      ([0xED], "<0xED>"), ([0x61, 0xE7, 0x62], "a<0xE7>b"), ([0xC3, 0xBC, 0xC3], "ü<0xC3>"),
      ([0xF0, 0x9F, 0x98], "<0xF0><0x9F><0x98>"), ([0x80], "<0x80>"), ([0x09, 0xFF], "\t<0xFF>"),
    ] as [([UInt8], String)])
  func `bytes that are no UTF-8 become visible`(bytes: [UInt8], read: String) {
    #expect(Self.read([bytes]) { row in row.text(0) } == read)
    #expect(Self.read([bytes]) { row in row.isReadable(0) } == false)
  }

  @Test func `a text and none are what they are`() {
    #expect(Self.read([Array("Çağrı".utf8), nil, []]) { row in (0...2).allSatisfy { row.isReadable($0) } })
  }

  @Test func `a row that is cut is no row`() {
    let isRow = ([0, 1, 0, 0] as [UInt8]).withUnsafeBytes { bytes in
      var row = Row()
      return row.load(bytes)
    }
    #expect(!isRow)
  }
}
