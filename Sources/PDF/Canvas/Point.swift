/// A point on a page, in points from the page's upper left corner.
struct Point {
  var x: Double
  var y: Double
}
