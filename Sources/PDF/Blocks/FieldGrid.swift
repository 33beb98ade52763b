internal import Documents

/// Labelled values in two columns, down the left one and then down the right one.
struct FieldGrid: FlowingBlock {
  private var left: [Entry] = []
  private var right: [Entry] = []
  private let hasGround: Bool
  private let columnWidth: Double
  private let labelWidth: Double
  private let padding: Double
  private let height: Double
  private let fields: [Field]

  /// A label with its value; the value is nil when it is known only at the end.
  private struct Entry {
    var field: Field.Value
    var label: TextBlock
    var value: TextBlock?
    var height: Double
  }

  private static let gutter = 18.0
  private static let labelDistance = 8.0
  private static let entryDistance = 3.5
  /// The most a label may take of its column.
  private static let labelShare = 0.34

  /// The grid; `hasGround` sets it apart as the heading block of the first page.
  init(_ fields: [Field], hasGround: Bool, in flow: borrowing PageFlow) {
    self.fields = fields
    self.hasGround = hasGround
    padding = hasGround ? 10 : 0
    let columnWidth = (flow.width - 2 * padding - Self.gutter) / 2
    let styles = flow.styles
    let longest = fields.reduce(0) { max($0, flow.typesetter.width(of: $1.label, styles.label)) }
    let labelWidth = min(longest + 0.1, columnWidth * Self.labelShare)
    (self.columnWidth, self.labelWidth) = (columnWidth, labelWidth)
    let valueWidth = columnWidth - labelWidth - Self.labelDistance
    var entries: [Entry] = []
    for field in fields {
      let label = flow.typesetter.set(field.label, styles.label, width: labelWidth)
      switch field.value {
      case .text(let text):
        let value = flow.typesetter.set(text, styles.value, width: valueWidth)
        entries.append(Entry(field: field.value, label: label, value: value, height: max(label.height, value.height)))
      case .drawingReplacements, .listedRows, .dataDigest:
        let lines = flow.lateLineCount(field.value, width: valueWidth, styles.value)
        let height = max(label.height, Double(lines) * styles.value.leading)
        entries.append(Entry(field: field.value, label: label, value: nil, height: height))
      }
    }
    let split = Self.bestSplit(entries)
    left = Array(entries[..<split])
    right = Array(entries[split...])
    height = max(Self.height(left[...]), Self.height(right[...])) + 2 * padding
  }

  var leadingHeight: Double { height }

  func draw(in flow: inout PageFlow) throws {
    guard !fields.isEmpty else { return }
    guard height <= flow.pageRoom else { return try drawAsText(in: &flow) }
    try flow.makeRoom(height)
    if hasGround {
      let ground = Rectangle(x: flow.left, y: flow.y, width: flow.width, height: height)
      flow.canvas.fill(ground, flow.colours.band)
    }
    draw(left, x: flow.left + padding, in: &flow)
    draw(right, x: flow.left + padding + columnWidth + Self.gutter, in: &flow)
    flow.advance(height)
  }

  private func draw(_ entries: [Entry], x: Double, in flow: inout PageFlow) {
    var y = flow.y + padding
    let valueX = x + labelWidth + Self.labelDistance
    for entry in entries {
      flow.canvas.draw(entry.label, x: x, y: y, flow.typesetter.fonts)
      if let value = entry.value {
        flow.canvas.draw(value, x: valueX, y: y, flow.typesetter.fonts)
      } else {
        let width = columnWidth - labelWidth - Self.labelDistance
        flow.addLateText(entry.field, x: valueX, y: y, width: width, flow.styles.value)
      }
      y += entry.height + Self.entryDistance
    }
  }

  /// Values that fill more than a page are written as running text, which can go on to the next page.
  private func drawAsText(in flow: inout PageFlow) throws {
    for field in fields {
      switch field.value {
      case .text(let text):
        try FlowingText(field.label + ": " + text, flow.styles.value, in: flow).draw(in: &flow)
      case .drawingReplacements, .listedRows, .dataDigest:
        try drawLateText(field, in: &flow)
      }
    }
  }

  /// A label with a value that is known only at the end, in one line if the label is short.
  private func drawLateText(_ field: Field, in flow: inout PageFlow) throws {
    let style = flow.styles.value
    let label = flow.typesetter.set(field.label + ": ", style, width: flow.width / 2, lineLimit: 4)
    let rest = flow.width - label.width
    let lines = flow.lateLineCount(field.value, width: rest, style)
    let height = max(label.height, Double(lines) * style.leading)
    try flow.makeRoom(height)
    flow.canvas.draw(label, x: flow.left, y: flow.y, flow.typesetter.fonts)
    flow.addLateText(field.value, x: flow.left + label.width, y: flow.y, width: rest, style)
    flow.advance(height)
  }

  private static func height(_ entries: ArraySlice<Entry>) -> Double {
    entries.reduce(0) { $0 + $1.height } + entryDistance * Double(max(0, entries.count - 1))
  }

  /// How many entries the left column takes, so that the longer column is as short as can be.
  private static func bestSplit(_ entries: [Entry]) -> Int {
    (0...entries.count).min { first, second in
      max(height(entries[..<first]), height(entries[first...]))
        < max(height(entries[..<second]), height(entries[second...]))
    } ?? entries.count
  }
}
