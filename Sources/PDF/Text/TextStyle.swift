internal import Documents

/// How a text looks.
struct TextStyle {
  var weight: FontSet.Weight
  /// In points.
  var size: Double
  /// From one baseline to the next, in points.
  var leading: Double
  var colour: Theme.Colour

  init(_ weight: FontSet.Weight, _ size: Double, leading: Double, _ colour: Theme.Colour) {
    self.weight = weight
    self.size = size
    self.leading = leading
    self.colour = colour
  }

  /// From the top of a line to its baseline: capitals stand in the middle of the line.
  var ascent: Double { (leading + Self.capitalHeight * size) / 2 }

  /// The same style in another size.
  func scaled(by factor: Double) -> TextStyle {
    TextStyle(weight, size * factor, leading: leading * factor, colour)
  }

  /// The height of capitals as a share of the size; Noto Sans has it so, and its kin are near.
  private static let capitalHeight = 0.714
}
