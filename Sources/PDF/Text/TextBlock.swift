/// A text set in lines: every character with the font that has it and how far it moves the pen.
///
/// The memory is kept when another text is set, so a table needs one block per column.
struct TextBlock {
  /// One character as it is drawn.
  struct Glyph {
    /// In thousandths of the text size.
    var advance: Int16
    /// Its length in ``TextBlock/bytes``.
    var byteCount: UInt8
    var kind: Kind
  }

  /// What a character is for the one who breaks lines and chooses fonts.
  enum Kind: UInt8 {
    case text
    /// Has its glyph in the fallback font.
    case fallback
    /// A line may end before it, and it then disappears.
    case space
    /// A line may end after it, within a word that is longer than a line.
    case joint
    /// A line ends here.
    case newline
  }

  /// A line: its glyphs, their bytes, and how long they are in thousandths of the text size.
  struct Line {
    var glyphs: Range<Int>
    var bytes: Range<Int>
    var width: Int
  }

  var style: TextStyle
  /// What is drawn, in UTF-8.
  var bytes: [UInt8] = []
  var glyphs: [Glyph] = []
  var lines: [Line] = []
  /// How long the text is when it stands in one line, in thousandths of the text size.
  var naturalWidth = 0
  /// Whether some glyphs are in the fallback font.
  var isMixed = false
  var hasNewlines = false

  init(_ style: TextStyle) {
    self.style = style
  }

  /// In points.
  var height: Double { Double(lines.count) * style.leading }

  /// The length of the longest line in points.
  var width: Double { points(lines.reduce(0) { max($0, $1.width) }) }

  /// A length in points, from thousandths of the text size.
  func points(_ thousandths: Int) -> Double { Double(thousandths) * style.size / 1000 }

  /// Empties the block.
  mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    glyphs.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    naturalWidth = 0
    isMixed = false
    hasNewlines = false
  }

  /// Drops the glyphs after the first `count`; the lines have to be broken again.
  mutating func cut(after count: Int) {
    for glyph in glyphs[count...] {
      bytes.removeLast(Int(glyph.byteCount))
      naturalWidth -= Int(glyph.advance)
    }
    glyphs.removeLast(glyphs.count - count)
    hasNewlines = glyphs.contains { $0.kind == .newline }
  }

  /// Breaks the text into lines that are at most `width` points long.
  ///
  /// A line ends at a space if it has one; a longer word is parted after a joint, such as `/`, or anywhere.
  mutating func breakLines(width: Double) {
    lines.removeAll(keepingCapacity: true)
    let limit = Int((max(0, width) * 1000 / style.size).rounded(.down))
    if naturalWidth <= limit, !hasNewlines {
      if !glyphs.isEmpty { lines.append(Line(glyphs: 0..<glyphs.count, bytes: 0..<bytes.count, width: naturalWidth)) }
      return
    }
    var start = Position()
    while start.glyph < glyphs.count { start = appendLine(from: start, limit: limit) }
  }

  /// A place between two glyphs, and how far it is from the line's start.
  private struct Position {
    var glyph = 0
    var byte = 0
    var width = 0
  }

  /// Adds the line that begins at `start` and returns where the next one begins.
  private mutating func appendLine(from start: Position, limit: Int) -> Position {
    var here = Position(glyph: start.glyph, byte: start.byte, width: 0)
    var space: Position?
    var joint: Position?
    while here.glyph < glyphs.count {
      let glyph = glyphs[here.glyph]
      if glyph.kind == .newline { return endLine(from: start, at: here) }
      if glyph.kind == .space {
        if here.glyph > start.glyph { space = here }
      } else if here.width + Int(glyph.advance) > limit, glyph.advance > 0, here.glyph > start.glyph {
        return endLine(from: start, at: space ?? joint ?? here)
      }
      advance(&here)
      if glyph.kind == .joint { joint = here }
    }
    return endLine(from: start, at: here)
  }

  private mutating func endLine(from start: Position, at end: Position) -> Position {
    lines.append(Line(glyphs: start.glyph..<end.glyph, bytes: start.byte..<end.byte, width: end.width))
    var next = Position(glyph: end.glyph, byte: end.byte)
    if next.glyph < glyphs.count, glyphs[next.glyph].kind == .newline {
      advance(&next)
      return next
    }
    // Spaces at the end of a line are not taken to the next one.
    while next.glyph < glyphs.count, glyphs[next.glyph].kind == .space { advance(&next) }
    return next
  }

  private func advance(_ position: inout Position) {
    let glyph = glyphs[position.glyph]
    position.glyph += 1
    position.byte += Int(glyph.byteCount)
    position.width += Int(glyph.advance)
  }
}
