/// A piece of a section that is drawn where the page has room.
protocol FlowingBlock {
  /// How much of it, in points, must stand on the page of the heading above it.
  var leadingHeight: Double { get }

  /// Draws it and moves the flow to below it.
  func draw(in flow: inout PageFlow) throws
}
