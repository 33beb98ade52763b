import Messages
internal import Documents

/// Turns texts into lines of glyphs, and counts what no font has.
final class Typesetter {
  let fonts: FontSet
  /// How many characters were written as `<U+…>` because no font has them.
  private(set) var replacedCharacters = 0

  private static let ellipsis = "…"
  /// Wider than any text, in points.
  private static let unlimited = 1e6

  init(fonts: FontSet) {
    self.fonts = fonts
  }

  /// A text in lines of at most `width` points.
  ///
  /// `lineLimit` is for titles and other texts of the report's makers, never for records: what is beyond ends in `…`.
  /// `counting` is false for texts that are only measured, or drawn again on every page.
  func set(
    _ text: String, _ style: TextStyle, width: Double = .infinity, lineLimit: Int = .max, counting: Bool = true
  ) -> TextBlock {
    var block = TextBlock(style)
    set(text, in: &block, width: width, lineLimit: lineLimit, counting: counting)
    return block
  }

  /// The same, using the memory of an existing block again.
  func set(
    _ text: String, in block: inout TextBlock, width: Double, lineLimit: Int = .max, counting: Bool = true
  ) {
    block.clear()
    let main = fonts[block.style.weight].metrics
    for scalar in text.unicodeScalars {
      let hasGlyph = append(scalar, to: &block, main)
      if !hasGlyph {
        for replacement in VisibleText.mark(scalar).unicodeScalars { _ = append(replacement, to: &block, main) }
        if counting { replacedCharacters += 1 }
      }
    }
    let width = min(width, Self.unlimited)
    block.breakLines(width: width)
    var kept = block.lines.count > lineLimit ? block.lines[max(0, lineLimit - 1)].glyphs.upperBound : 0
    while block.lines.count > lineLimit, kept > 0 {
      kept -= 1
      endShortened(&block, after: kept)
      block.breakLines(width: width)
    }
  }

  /// How long a text is in points when it stands in one line.
  func width(of text: String, _ style: TextStyle) -> Double {
    let block = set(text, style, counting: false)
    return block.points(block.naturalWidth)
  }

  /// A text in one line, its end replaced by `…` when it is longer than `width` points.
  func setShortened(_ text: String, _ style: TextStyle, width: Double) -> TextBlock {
    var block = set(text, style)
    guard block.width > width || block.lines.count > 1 else { return block }
    let room = width - self.width(of: Self.ellipsis, style)
    var (kept, length) = (0, 0)
    for glyph in block.glyphs {
      length += Int(glyph.advance)
      if block.points(length) > room || glyph.kind == .newline { break }
      kept += 1
    }
    endShortened(&block, after: kept)
    block.breakLines(width: Self.unlimited)
    return block
  }

  /// Puts `…` in the place of everything after so many glyphs.
  private func endShortened(_ block: inout TextBlock, after count: Int) {
    block.cut(after: count)
    for scalar in Self.ellipsis.unicodeScalars { _ = append(scalar, to: &block, fonts[block.style.weight].metrics) }
  }

  /// Adds a character; false when it cannot be drawn as it is.
  private func append(_ scalar: Unicode.Scalar, to block: inout TextBlock, _ main: GlyphMetrics) -> Bool {
    if scalar == "\n" {
      block.bytes.append(0x0A)
      block.glyphs.append(TextBlock.Glyph(advance: 0, byteCount: 1, kind: .newline))
      block.hasNewlines = true
      return true
    }
    guard scalar.value <= 0xFFFF, !VisibleText.isInvisible(scalar) else { return false }
    let code = UInt16(scalar.value)
    var kind = Self.kind(of: scalar)
    var advance = main.advance(of: code)
    if advance < 0 {
      advance = fonts.fallback.metrics.advance(of: code)
      kind = .fallback
    }
    guard advance > 0 || advance == 0 && Self.canCarryMark(block.glyphs.last, in: kind) else { return false }
    block.bytes.append(contentsOf: scalar.utf8)
    block.glyphs.append(TextBlock.Glyph(advance: advance, byteCount: UInt8(scalar.utf8.count), kind: kind))
    block.naturalWidth += Int(advance)
    if kind == .fallback { block.isMixed = true }
    return true
  }

  /// Whether a mark without a width of its own can be set over a character: both need the same font, since libharu
  /// draws no run without width.
  private static func canCarryMark(_ glyph: TextBlock.Glyph?, in kind: TextBlock.Kind) -> Bool {
    switch glyph?.kind {
    case .text, .joint: kind != .fallback
    case .fallback: kind == .fallback
    case .space, .newline, nil: false
    }
  }

  private static func kind(of scalar: Unicode.Scalar) -> TextBlock.Kind {
    switch scalar {
    case " ": .space
    case "/", "-", "_", ".", ",", ";", ":", "@", "&", "=", "?", "|", "–", "·": .joint
    default: .text
    }
  }
}
