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
