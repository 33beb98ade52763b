internal import Documents

/// The heading of a section, with its number and its note.
struct Heading {
  /// What the bookmark says.
  let bookmark: String
  private let number: TextBlock
  private let title: TextBlock
  private let caption: TextBlock
  private let titleX: Double
  /// Whether the note stands beside the title, and not below it.
  private let isNoteBeside: Bool

  private static let numberDistance = 8.0
  private static let noteDistance = 14.0

  init(_ section: Section, number: Int, in flow: borrowing PageFlow) {
    let (typesetter, styles) = (flow.typesetter, flow.styles)
    bookmark = "\(number) \(section.title)"
    self.number = typesetter.set(String(number), styles.heading)
    titleX = self.number.width + Self.numberDistance
    title = typesetter.set(section.title, styles.heading, width: flow.width - titleX, lineLimit: 4)
    let text = section.caption ?? ""
    let beside = flow.width - titleX - title.width - Self.noteDistance
    let short = typesetter.set(text, styles.headingNote, width: beside)
    isNoteBeside = title.lines.count == 1 && short.lines.count <= 1 && short.width <= beside
    caption =
      isNoteBeside ? short : typesetter.set(text, styles.headingNote, width: flow.width, lineLimit: 4, counting: false)
  }

  /// In points.
  var height: Double { titleHeight + (isNoteBeside ? 0 : caption.height) }

  private var titleHeight: Double { max(number.height, title.height) }

  func draw(in flow: inout PageFlow) {
    let fonts = flow.typesetter.fonts
    flow.canvas.draw(number, x: flow.left, y: flow.y, colour: flow.colours.accent, fonts)
    flow.canvas.draw(title, x: flow.left + titleX, y: flow.y, fonts)
    if isNoteBeside {
      // Both stand on one baseline.
      let y = flow.y + title.style.ascent - caption.style.ascent
      flow.canvas.draw(caption, x: flow.left + titleX + title.width + Self.noteDistance, y: y, fonts)
    } else {
      flow.canvas.draw(caption, x: flow.left, y: flow.y + titleHeight, fonts)
    }
    flow.advance(height)
  }
}
