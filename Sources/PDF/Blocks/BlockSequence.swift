internal import Documents

/// The blocks of a section, made ready one after the other.
///
/// Two neighbouring figures that need little width share a row.
struct BlockSequence {
  private let section: Section
  private var index = 0
  /// What is left of a figure that was parted because it is higher than a page.
  private var parts: [FigurePart] = []

  init(_ section: Section) {
    self.section = section
  }

  /// The next block, ready to be drawn in the flow; nil at the end.
  mutating func next(in flow: borrowing PageFlow) throws -> (any FlowingBlock)? {
    if !parts.isEmpty { return FigureRow([parts.removeFirst()], in: flow) }
    while index < section.blocks.count {
      let block = section.blocks[index]
      index += 1
      switch block {
      case .paragraph(let text): return FlowingText(text, flow.styles.body, in: flow)
      case .notice(let text): return FlowingText(notice: text, in: flow)
      case .fields(let fields): return FieldGrid(fields, hasGround: false, in: flow)
      case .annexes: return AnnexList(flow.annexes, in: flow)
      case .tiles(let tiles): return TileGrid(tiles, in: flow)
      case .signatures(let boxes): return SignatureBoxes(boxes, in: flow)
      case .figure(let figure): return figureRow(figure, in: flow)
      case .table(let table):
        if !table.appears(in: .paged) { continue }
        return try TableDrawing(table, sheet: sheetName(flow), in: flow)
      }
    }
    return nil
  }

  private mutating func figureRow(_ figure: Figure, in flow: borrowing PageFlow) -> FigureRow {
    if figure.isNarrow, index < section.blocks.count, case .figure(let second) = section.blocks[index],
      second.isNarrow
    {
      index += 1
      let pair = [figure, second].flatMap { FigurePart.all(of: $0, pageRoom: flow.pageRoom) }
      return FigureRow(pair, in: flow)
    }
    parts = FigurePart.all(of: figure, pageRoom: flow.pageRoom)
    return FigureRow([parts.removeFirst()], in: flow)
  }

  /// The sheet of the workbook that has all rows of the section's table; nil where there is none.
  private func sheetName(_ flow: borrowing PageFlow) -> String? {
    guard flow.outputs.contains(.workbook) else { return nil }
    return switch section.sheet {
    case .own(let name), .page(let name): name
    case .summary: flow.words.summarySheet
    case .cover: flow.words.coverSheet
    case .none: nil
    }
  }
}

/// A piece of a section that is drawn where the page has room.
protocol FlowingBlock {
  /// How much of it, in points, must stand on the page of the heading above it.
  var leadingHeight: Double { get }
  /// How high all of it is, in points; nil where only drawing tells.
  var wholeHeight: Double? { get }

  /// Draws it and moves the flow to below it.
  func draw(in flow: inout PageFlow) throws
}

extension FlowingBlock {
  /// Most blocks may be parted, and nobody asks.
  var wholeHeight: Double? { nil }
}
