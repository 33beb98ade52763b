@testable import Excel
import Testing

@Suite struct `How much room a text takes` {
  /// The lines by the plainest of ways, which measures every line again with every character.
  private func naiveLines(_ text: String, width: Double) -> [String] {
    let room = width - 6
    func fits(_ text: some StringProtocol) -> Bool { TextExtent.width(text, size: 9, isBold: false) <= room }
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      for word in paragraph.split(separator: " ", omittingEmptySubsequences: false) {
        if line.isEmpty {
          line = String(word)
        } else if fits(line + " " + word) {
          line += " " + word
        } else {
          lines.append(line)
          line = String(word)
        }
        while !fits(line), line.count > 1 {
          let count = (1...line.count).last { fits(line.prefix($0)) } ?? 1
          lines.append(String(line.prefix(count)))
          line = String(line.dropFirst(count))
        }
      }
      lines.append(line)
    }
    return lines
  }

  @Test(arguments: [
    "", "bir", "bir iki üç dört beş altı", "  bir", "bir\n\niki", "abcdefghijklmnopqrstuvwxyz",
    "on abcdefghijklmno son", "iki  boşluk ve  bir  daha", String(repeating: "e\u{301}", count: 30), "sonda boşluk ",
    "漢字漢字漢字漢字漢字漢字", String(repeating: "WM", count: 20),
  ])
  func `lines end at spaces, and a longer word wherever the column does`(text: String) {
    for width in stride(from: 16.0, to: 200, by: 7) {
      #expect(TextExtent.lines(text, width: width, size: 9, isBold: false) == naiveLines(text, width: width))
    }
  }

  @Test(arguments: ["a", "a ", "a\n", "e\u{301}", "ağ "])
  func `ten times the text takes some ten times as long`(piece: String) {
    func time(_ bytes: Int) -> Duration {
      let text = String(repeating: piece, count: bytes / piece.utf8.count)
      return ContinuousClock().measure { _ = TextExtent.lines(text, width: 200, size: 9, isBold: false) }
    }
    let short = (0..<3).map { _ in time(50_000) }.min() ?? .zero
    // A hundred times as long would be quadratic.
    #expect(time(500_000) < short * 40 + .milliseconds(50))
  }
}
