internal import CHaru
internal import Documents

/// A page being drawn on; positions in points from its upper left corner.
///
/// What the page's graphics state is set to is remembered, so that it is only written when it changes.
struct Canvas {
  let page: UnsafeMutablePointer<HPDF_Dict_Rec>
  /// In points.
  let width: Double
  /// In points.
  let height: Double

  private var isInText = false
  private var font: UnsafeMutablePointer<HPDF_Dict_Rec>?
  private var fontSize = 0.0
  private var fillColour: Theme.Colour?
  private var codes: [UInt8] = []

  init(_ page: UnsafeMutablePointer<HPDF_Dict_Rec>, width: Double, height: Double) {
    self.page = page
    self.width = width
    self.height = height
  }

  // MARK: Shapes

  /// Fills a rectangle.
  mutating func fill(_ rectangle: Rectangle, _ colour: Theme.Colour) {
    guard rectangle.width > 0, rectangle.height > 0 else { return }
    endText()
    setFill(colour)
    HPDF_Page_Rectangle(
      page, Self.real(rectangle.x), Self.real(height - rectangle.bottom), Self.real(rectangle.width),
      Self.real(rectangle.height))
    HPDF_Page_Fill(page)
  }

  /// Fills the shape whose corners the points are.
  mutating func fill(_ points: [Point], _ colour: Theme.Colour) {
    guard points.count > 2 else { return }
    endText()
    setFill(colour)
    trace(points)
    HPDF_Page_Fill(page)
  }

  /// Fills a circle.
  mutating func fillCircle(at centre: Point, radius: Double, _ colour: Theme.Colour) {
    endText()
    setFill(colour)
    HPDF_Page_Circle(page, Self.real(centre.x), Self.real(height - centre.y), Self.real(radius))
    HPDF_Page_Fill(page)
  }

  /// Draws a line through the points.
  mutating func draw(_ points: [Point], _ stroke: Stroke) {
    guard points.count > 1 else { return }
    endText()
    setStroke(stroke)
    trace(points)
    HPDF_Page_Stroke(page)
  }

  /// Draws the outline of a rectangle.
  mutating func draw(_ rectangle: Rectangle, _ stroke: Stroke) {
    endText()
    setStroke(stroke)
    HPDF_Page_Rectangle(
      page, Self.real(rectangle.x), Self.real(height - rectangle.bottom), Self.real(rectangle.width),
      Self.real(rectangle.height))
    HPDF_Page_Stroke(page)
  }

  /// Draws a level line.
  ///
  /// It is a filled rectangle, because readers draw thin lines as thick as a pixel, and thin rectangles as thin as
  /// they are.
  mutating func rule(x: Double, y: Double, width: Double, thickness: Double = 0.5, _ colour: Theme.Colour) {
    fill(Rectangle(x: x, y: y - thickness / 2, width: width, height: thickness), colour)
  }

  // MARK: Text

  /// Writes a run of characters that all have glyphs in `font`.
  mutating func show(
    _ characters: ArraySlice<UInt8>, font: PDFFont, size: Double, colour: Theme.Colour, x: Double, baseline: Double
  ) {
    guard let handle = font.handle() else { return }
    if !isInText {
      HPDF_Page_BeginText(page)
      isInText = true
    }
    if self.font != handle || fontSize != size {
      HPDF_Page_SetFontAndSize(page, handle, Self.real(size))
      (self.font, fontSize) = (handle, size)
    }
    setFill(colour)
    codes.removeAll(keepingCapacity: true)
    codes.append(contentsOf: characters)
    codes.append(0)
    HPDF_Page_SetTextMatrix(page, 1, 0, 0, 1, Self.real(x), Self.real(height - baseline))
    _ = codes.withUnsafeBytes { HPDF_Page_ShowText(page, $0.bindMemory(to: CChar.self).baseAddress) }
  }

  /// Leaves the page in a state in which it can be saved or drawn on later.
  mutating func endText() {
    guard isInText else { return }
    HPDF_Page_EndText(page)
    isInText = false
  }

  // MARK: State

  private func trace(_ points: [Point]) {
    for (index, point) in points.enumerated() {
      let (x, y) = (Self.real(point.x), Self.real(height - point.y))
      if index == 0 { HPDF_Page_MoveTo(page, x, y) } else { HPDF_Page_LineTo(page, x, y) }
    }
  }

  private mutating func setFill(_ colour: Theme.Colour) {
    guard fillColour != colour else { return }
    fillColour = colour
    HPDF_Page_SetRGBFill(page, Self.share(colour.red), Self.share(colour.green), Self.share(colour.blue))
  }

  private func setStroke(_ stroke: Stroke) {
    let colour = stroke.colour
    HPDF_Page_SetRGBStroke(page, Self.share(colour.red), Self.share(colour.green), Self.share(colour.blue))
    HPDF_Page_SetLineWidth(page, Self.real(stroke.width))
    HPDF_Page_SetLineJoin(page, HPDF_ROUND_JOIN)
    HPDF_Page_SetDash(page, stroke.dashes, HPDF_UINT(stroke.dashes.count), 0)
  }

  /// A hundredth of a point is finer than any printer, and shorter to write than what is left of the division.
  private static func real(_ value: Double) -> HPDF_REAL { HPDF_REAL((value * 100).rounded() / 100) }

  private static func share(_ part: UInt8) -> HPDF_REAL { HPDF_REAL((Double(part) / 0.255).rounded() / 1000) }
}
