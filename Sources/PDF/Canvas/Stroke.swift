internal import Documents

/// How a line is drawn.
struct Stroke {
  var colour: Theme.Colour
  /// The thickness in points.
  var width: Double
  /// Lengths of dashes and gaps in points; empty for a line without gaps.
  var dashes: [UInt16] = []
}
