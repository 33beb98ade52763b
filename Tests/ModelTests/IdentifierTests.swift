import Model
import Support
import Testing

@Suite struct `An identifier` {
  /// Pairs a reader, or Swift's String, takes for the same.
  static let pairs: [(Identifier, Identifier)] = [
    ("e\u{301}", "\u{e9}"), ("\u{1E9B}\u{323}", "\u{17F}\u{323}\u{307}"), ("K", "\u{212A}"), (";", "\u{37E}"),
    ("a\u{301}\u{316}", "a\u{316}\u{301}"),
  ]

  @Test(arguments: pairs) func `is another when its bytes are others`(_ first: Identifier, _ second: Identifier) {
    #expect(first.text == second.text)
    #expect(first != second)
    #expect(Set([first, second, first]).count == 2)
    #expect((first < second) != (second < first))
    #expect((first < second) == first.utf8.lexicographicallyPrecedes(second.utf8))
  }

  @Test func `is equal to its copy, however long`() {
    for text in ["", "a", "e\u{301}", String(repeating: "ğ", count: 1000)] {
      #expect(Identifier(text) == Identifier(text))
      #expect(Set([Identifier(text), Identifier(String(text.unicodeScalars.map { Character($0) }))]).count == 1)
    }
  }

  @Test func `is compared to its last byte, wherever texts begin to differ`() {
    for length in 0...25 {
      let text = String(repeating: "m", count: length)
      #expect(Identifier(text) < Identifier(text + "a") && !(Identifier(text + "a") < Identifier(text)))
      for place in 0..<length {
        var bytes = Array(text.utf8)
        bytes[place] = UInt8(ascii: "n")
        let other = Identifier(String(decoding: bytes, as: UTF8.self))
        #expect(Identifier(text) != other)
        #expect(Identifier(text) < other && !(other < Identifier(text)))
      }
    }
  }

  @Test func `made of a tried name gives the name back`() {
    for name in ["ali", "", "\u{301}", "name:x", "\u{1}:\u{301}"] {
      let key = Identifier(triedName: name)
      #expect(key.triedName?.utf8.elementsEqual(name.utf8) == true)
    }
    #expect(Identifier("5").triedName == nil && Identifier("nam\u{e9}:x").triedName == nil)
  }

  @Test(arguments: Fuzzing.seeds(50)) func `comes back from the bytes that sort like it`(_ seed: Int) {
    var texts = HostileTexts(seed)
    let all = (0..<20).map { _ in Identifier(texts.text()) } + ["", "\0", "\0\0", "a", "a\0", "a\0b", "ab"]
    for first in all {
      for second in all {
        #expect(first.ascendingBytes.lexicographicallyPrecedes(second.ascendingBytes) == (first < second))
        var record = (first.ascendingBytes + second.ascendingBytes + [7])[...]
        #expect(Identifier(takenFrom: &record) == first)
        #expect(Identifier(takenFrom: &record) == second)
        #expect(Array(record) == [7])
      }
    }
  }

  @Test(arguments: [[], [97], [97, 0], [97, 0, 1, 0]] as [[UInt8]])
  func `is none where bytes do not end one`(_ bytes: [UInt8]) {
    var record = bytes[...]
    #expect(Identifier(takenFrom: &record) == nil)
    #expect(Array(record) == bytes)
  }
}
