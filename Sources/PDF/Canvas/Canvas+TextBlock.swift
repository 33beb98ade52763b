internal import Documents

/// Texts that were set in lines.
extension Canvas {
  /// Draws a text, or some of its lines, with its upper left corner at a point.
  ///
  /// `width` is what the lines are aligned in; `colour` takes the place of the style's own.
  mutating func draw(
    _ block: borrowing TextBlock, lines: Range<Int>? = nil, x: Double, y: Double, width: Double = 0,
    alignment: Alignment = .left, colour: Theme.Colour? = nil, _ fonts: FontSet
  ) {
    var baseline = y + block.style.ascent
    for index in lines ?? 0..<block.lines.count {
      let line = block.lines[index]
      let indent =
        switch alignment {
        case .left: 0.0
        case .centre: (width - block.points(line.width)) / 2
        case .right: width - block.points(line.width)
        }
      drawLine(line, of: block, x: x + indent, baseline: baseline, colour: colour ?? block.style.colour, fonts)
      baseline += block.style.leading
    }
  }

  private mutating func drawLine(
    _ line: TextBlock.Line, of block: borrowing TextBlock, x: Double, baseline: Double, colour: Theme.Colour,
    _ fonts: FontSet
  ) {
    guard !line.bytes.isEmpty else { return }
    let size = block.style.size
    let main = fonts[block.style.weight].font
    guard block.isMixed else {
      return show(block.bytes[line.bytes], font: main, size: size, colour: colour, x: x, baseline: baseline)
    }
    var (start, byte) = (line.bytes.lowerBound, line.bytes.lowerBound)
    var (width, pen) = (0, x)
    var isFallback = false
    for index in line.glyphs {
      let glyph = block.glyphs[index]
      if (glyph.kind == .fallback) != isFallback {
        if byte > start {
          let font = isFallback ? fonts.fallback.font : main
          show(block.bytes[start..<byte], font: font, size: size, colour: colour, x: pen, baseline: baseline)
        }
        pen += block.points(width)
        (start, width, isFallback) = (byte, 0, !isFallback)
      }
      byte += Int(glyph.byteCount)
      width += Int(glyph.advance)
    }
    let font = isFallback ? fonts.fallback.font : main
    show(block.bytes[start..<byte], font: font, size: size, colour: colour, x: pen, baseline: baseline)
  }
}
