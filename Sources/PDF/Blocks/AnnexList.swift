internal import Documents

/// The annexes by number, name and digest: what the pages are bound to.
struct AnnexList: FlowingBlock {
  private let rows: [Row]
  private let numberWidth: Double
  private let nameWidth: Double
  private let nothing: FlowingText?

  /// An annex set in lines.
  private struct Row {
    var number: TextBlock
    var name: TextBlock
    var digest: TextBlock

    var height: Double { max(number.height, name.height, digest.height) + 2 * AnnexList.padding }
  }

  private static let padding = 3.0
  private static let distance = 10.0
  /// The least a name gets, in points; a digest is broken rather than a name.
  private static let leastName = 130.0

  init(_ annexes: [Annex], in flow: borrowing PageFlow) {
    let (typesetter, styles, words) = (flow.typesetter, flow.styles, flow.words)
    let numbers = annexes.indices.map {
      typesetter.set(RendererTexts.fill(words.annex, ["number": String($0 + 1)]), styles.label)
    }
    numberWidth = numbers.reduce(0) { max($0, $1.width) } + Self.distance
    let room = flow.width - numberWidth - Self.distance
    let texts = annexes.map { $0.sha256.map { "SHA-256 " + $0 } ?? "" }
    let longest = texts.reduce(0) { max($0, typesetter.width(of: $1, styles.axis)) }
    let digestWidth = min(longest + 0.1, room - Self.leastName)
    let nameWidth = room - digestWidth
    self.nameWidth = nameWidth
    rows = zip(annexes, zip(numbers, texts)).map { annex, set in
      Row(
        number: set.0, name: typesetter.set(annex.name, styles.value, width: nameWidth),
        digest: typesetter.set(set.1, styles.axis, width: digestWidth))
    }
    nothing = annexes.isEmpty ? FlowingText(words.noAnnexes, styles.body, in: flow) : nil
  }

  var leadingHeight: Double { nothing?.leadingHeight ?? rows.first?.height ?? 0 }

  var wholeHeight: Double? { nothing?.height ?? rows.reduce(0) { $0 + $1.height } }

  func draw(in flow: inout PageFlow) throws {
    if let nothing { return try nothing.draw(in: &flow) }
    for row in rows {
      try flow.makeRoom(row.height)
      let (x, y, fonts) = (flow.left, flow.y + Self.padding, flow.typesetter.fonts)
      flow.canvas.draw(row.number, x: x, y: y, fonts)
      flow.canvas.draw(row.name, x: x + numberWidth, y: y, fonts)
      flow.canvas.draw(row.digest, x: x + numberWidth + nameWidth + Self.distance, y: y, fonts)
      flow.canvas.rule(x: x, y: flow.y + row.height, width: flow.width, thickness: 0.3, flow.colours.rule)
      flow.advance(row.height)
    }
  }
}
