/// The drawing of a figure's numbers.
protocol Plot {
  /// The height it needs, in points; it may be given more.
  var height: Double { get }

  /// Draws it.
  func draw(in frame: Rectangle, _ flow: inout PageFlow)
}
