internal import Documents

/// A rectangle on a page, in points from the page's upper left corner.
struct Rectangle {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  var right: Double { x + width }
  var bottom: Double { y + height }

  /// The rectangle with its sides moved inwards.
  func inset(left: Double = 0, top: Double = 0, right: Double = 0, bottom: Double = 0) -> Rectangle {
    Rectangle(x: x + left, y: y + top, width: max(0, width - left - right), height: max(0, height - top - bottom))
  }
}

/// A point on a page, in points from the page's upper left corner.
struct Point {
  var x: Double
  var y: Double
}

/// Where a line stands in the width it has.
enum Alignment {
  case left, centre, right
}

/// How a line is drawn.
struct Stroke {
  var colour: Theme.Colour
  /// The thickness in points.
  var width: Double
  /// Lengths of dashes and gaps in points; empty for a line without gaps.
  var dashes: [UInt16] = []
}
