internal import Documents

/// The styles of the house, in the colours of the look.
extension StyleSheet {
  private var colours: Theme.Colours { theme.colours }

  /// Ordinary text.
  var text: CellStyle { CellStyle(colour: colours.ink.number) }
  /// Labels and remarks.
  var muted: CellStyle { CellStyle(colour: colours.muted.number) }
  /// The document's title.
  var title: CellStyle { text.with { ($0.size, $0.isBold, $0.isWrapped) = (18, true, true) } }
  /// The line under the title.
  var subtitle: CellStyle { muted.with { ($0.size, $0.isWrapped) = (10.5, true) } }
  /// The classification.
  var classification: CellStyle { CellStyle(colour: colours.alert.number).with { $0.isBold = true } }
  /// The heading of a section.
  var heading: CellStyle { text.with { ($0.size, $0.isBold, $0.isWrapped) = (12, true, true) } }
  /// The heading of a table or a figure.
  var caption: CellStyle { text.with { ($0.size, $0.isBold, $0.isWrapped) = (10, true, true) } }
  /// Running text.
  var paragraph: CellStyle { text.with { ($0.isAtTop, $0.isWrapped) = (true, true) } }
  /// A remark under a table, a note under a heading.
  var remark: CellStyle { muted.with { ($0.size, $0.isAtTop, $0.isWrapped) = (8.5, true, true) } }
  /// Column headers.
  var header: CellStyle {
    CellStyle(colour: 0xFFFFFF).with {
      ($0.size, $0.isBold, $0.isWrapped, $0.fill) = (8.5, true, true, colours.ink.number)
    }
  }
  /// What leads to another sheet.
  var link: CellStyle { CellStyle(colour: colours.accent.number).with { ($0.isUnderlined, $0.isAtTop) = (true, true) } }
  /// A thin rule.
  var rule: CellStyle.Edge { CellStyle.Edge(colour: colours.rule.number) }

  /// The ground of the heading block and of every other row of a small table.
  var band: UInt32 { colours.band.number }

  /// A text that must not be overlooked.
  var notice: CellStyle {
    paragraph.with {
      ($0.fill, $0.indent, $0.isAtTop) = (band, 1, false)
      $0.left = CellStyle.Edge(isThick: true, colour: colours.accent.number)
    }
  }
  /// The meaning of a tile's number.
  var tileLabel: CellStyle {
    muted.with { ($0.size, $0.indent, $0.top, $0.left, $0.right) = (8.5, 1, rule, rule, rule) }
  }
  /// The number of a tile.
  var tileValue: CellStyle {
    text.with { ($0.size, $0.isBold, $0.shrinks, $0.indent, $0.left, $0.right) = (16, true, true, 1, rule, rule) }
  }
  /// The remark of a tile.
  var tileRemark: CellStyle {
    muted.with {
      ($0.size, $0.isWrapped, $0.isAtTop, $0.indent) = (8, true, true, 1)
      ($0.bottom, $0.left, $0.right) = (rule, rule, rule)
    }
  }

  /// A row of a signature box.
  func signature(isFirst: Bool, isLast: Bool) -> CellStyle {
    (isFirst ? text.with { $0.isBold = true } : muted).with {
      ($0.size, $0.indent, $0.isAtTop) = (8.5, 1, !isFirst)
      ($0.top, $0.bottom, $0.left, $0.right) = (isFirst ? rule : nil, isLast ? rule : nil, rule, rule)
    }
  }

  /// The body of tables: a thin rule below every row.
  var body: CellStyle { text.with { $0.bottom = rule } }

  /// A word with a stroke in the colour of how it stands.
  func tone(_ tone: Tone, on style: CellStyle) -> CellStyle {
    style.with {
      $0.left = CellStyle.Edge(isThick: true, colour: colours.colour(tone).number)
      $0.indent = 1
    }
  }

  /// A severity: its word in ink, and a stroke in its colour beside it, so that grey print loses nothing.
  func severity(_ severity: Int, on style: CellStyle) -> CellStyle {
    guard colours.severities.indices.contains(severity) else { return style }
    return style.with {
      $0.left = CellStyle.Edge(isThick: true, colour: colours.severities[severity].number)
      ($0.indent, $0.isBold) = (1, severity >= 3)
    }
  }
}
