internal import Documents

/// The labels below a chart, thinned out so that none touches another.
struct LabelAxis {
  private let texts: [String]
  private let labels: [TextBlock]
  private let widest: Double

  private static let distance = 6.0
  private static let longestLabel = 80.0
  /// Steps that read well: every second, third, fourth, sixth label and so on.
  private static let steps = [1, 2, 3, 4, 6, 8, 12, 24]

  init(_ labels: [String], in flow: borrowing PageFlow) {
    let (typesetter, style) = (flow.typesetter, flow.styles.axis)
    texts = labels
    self.labels = labels.map { typesetter.setShortened($0, style, width: Self.longestLabel) }
    widest = self.labels.reduce(0) { max($0, $1.width) }
  }

  /// The labels in two lines each, where they touch in one and do not in two; nil otherwise.
  func inTwoLines(distance: Double, _ typesetter: Typesetter) -> [TextBlock]? {
    guard step(distance: distance, limit: .max) > 1, let style = labels.first?.style else { return nil }
    let width = distance - 1
    let blocks = texts.map { typesetter.set(Self.parted($0), style, width: width, counting: false) }
    return blocks.allSatisfy { $0.lines.count <= 2 && $0.width <= width } ? blocks : nil
  }

  /// A range with its two ends in a line each; any other text as it is.
  private static func parted(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let dash = scalars.firstIndex(of: "–"), dash != scalars.startIndex else { return text }
    let end = scalars.index(after: dash)
    return String(scalars[..<end]) + "\n" + String(scalars[end...].drop { $0 == " " })
  }

  /// Draws the labels centred at the places `position` gives for their numbers, within the frame's sides.
  ///
  /// `distance` is how far two neighbouring places are apart; more than `limit` labels are thinned out as well.
  func draw(
    below y: Double, in frame: Rectangle, distance: Double, limit: Int = .max, _ flow: inout PageFlow,
    position: (Int) -> Double
  ) {
    let step = step(distance: distance, limit: limit)
    var end = -Double.infinity
    for index in stride(from: 0, to: labels.count, by: step) {
      let label = labels[index]
      let x = min(max(position(index) - label.width / 2, frame.x), frame.right - label.width)
      // The first and the last label may have been moved towards their neighbours.
      if x < end + Self.distance / 2 { continue }
      end = x + label.width
      flow.canvas.draw(label, x: x, y: y + 2, flow.typesetter.fonts)
    }
  }

  private func step(distance: Double, limit: Int) -> Int {
    let needed = max((widest + Self.distance) / max(distance, 0.001), Double(labels.count) / Double(limit))
    if let step = Self.steps.first(where: { Double($0) >= needed }) { return step }
    return max(1, min(labels.count, Int(min(needed, 1e6).rounded(.up))))
  }
}
