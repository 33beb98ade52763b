import Files
import Model
import Records
import Support
import Testing

@Suite struct `Texts that are numbered` {
  private static func number(_ text: String, kind: UInt8 = 0, limit: Int = .max, in texts: inout NumberedTexts) -> Int32
  {
    texts.number(of: text.utf8.span, kind: kind, limit: limit)
  }

  @Test(arguments: Fuzzing.seeds(8)) func `have the number of their first place, and are told apart by bytes`(
    seed: Int
  ) {
    var random = FixedGenerator(seed: seed)
    var texts = NumberedTexts()
    var first: [Identifier] = []
    for _ in 0..<2000 {
      // A composed and a decomposed é, zeros, texts that begin alike.
      let ends = ["", "é", "e\u{301}", "\u{0}", "x", "12345678", "12345678x", "12345678y"]
      let text = String(random.number(0...90)) + random.one(of: ends)
      let known = first.firstIndex(of: Identifier(text))
      #expect(Self.number(text, in: &texts) == Int32(known ?? first.count))
      if known == nil { first.append(Identifier(text)) }
    }
    #expect(texts.count == first.count && (0..<texts.count).map { texts[$0] } == first)
  }

  @Test func `of several kinds are several, and of one too many there is none`() {
    var texts = NumberedTexts()
    #expect(texts.isEmpty)
    #expect(Self.number("Chrome", in: &texts) == 0 && Self.number("Chrome", kind: 1, in: &texts) == 1)
    #expect((texts.kind(0), texts.kind(1)) == (0, 1))
    #expect(Self.number("Edge", limit: 2, in: &texts) == -1 && Self.number("Chrome", limit: 2, in: &texts) == 0)
    #expect(Self.number("", in: &texts) == 2 && texts[2] == "")
  }

  @Test func `are taken from records`() {
    var record = RecordBuffer()
    let addresses = `The fields of a record`.addresses + `The fields of a record`.addresses.reversed()
    for address in addresses { record.append(field: address) }
    record.append(field: "kiosk" as String?)
    record.append(field: nil as String?)
    record.append(field: "kiosk-3" as String?)
    var fields = RecordFields(record.bytes[...])
    var (texts, found): (NumberedTexts, [NetworkAddress]) = (NumberedTexts(), [])
    for address in addresses {
      var copy = fields
      let number = Int(fields.addressNumber(among: &texts))
      let read = copy.address()
      #expect(read == address && (number < 0) == (address == nil))
      if number == found.count, let read { found.append(read) }
      if number >= 0 { #expect(found[number] == address) }
    }
    var bytes: [UInt8] = [1]
    #expect(!fields.takes("kios") && fields.takes("kiosk"))
    fields.takeText(to: &bytes)
    #expect(bytes == [1])
    fields.takeText(to: &bytes)
    #expect(bytes == [1] + Array("kiosk-3".utf8) && fields.isAtEnd)
  }
}
