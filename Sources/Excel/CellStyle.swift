/// How a cell looks.
struct CellStyle: Hashable {
  /// Where the content stands from left to right.
  enum Alignment {
    case left, centre, right
  }

  /// A line along an edge of the cell.
  struct Edge: Hashable {
    /// Whether it is a thick stroke and not a thin rule.
    var isThick = false
    /// Its colour, 0xRRGGBB.
    var colour: UInt32
  }

  /// Points.
  var size = 9.0
  var isBold = false
  var isItalic = false
  var isUnderlined = false
  /// 0xRRGGBB.
  var colour: UInt32
  /// The ground, 0xRRGGBB; nil is none.
  var fill: UInt32?
  var alignment = Alignment.left
  /// Whether the content stands at the top and not in the middle.
  var isAtTop = false
  var isWrapped = false
  /// Whether content that does not fit is drawn smaller, so that a number never becomes `###`.
  var shrinks = false
  var indent: UInt8 = 0
  /// As Excel writes number formats; nil is General.
  var numberFormat: String?
  var top: Edge?
  var bottom: Edge?
  var left: Edge?
  var right: Edge?

  /// Upright text of ordinary size.
  init(colour: UInt32) {
    self.colour = colour
  }

  /// The same style with something changed.
  func with(_ change: (inout CellStyle) -> Void) -> CellStyle {
    var copy = self
    change(&copy)
    return copy
  }
}
