/// The look of a document: page, colours and fonts, from `templates/<look>/template.yaml`.
public struct Theme: Sendable {
  /// A colour in sRGB, 0 to 255 each.
  public struct Colour: Sendable, Equatable {
    /// Red.
    public var red: UInt8
    /// Green.
    public var green: UInt8
    /// Blue.
    public var blue: UInt8

    /// A colour from its parts.
    public init(red: UInt8, green: UInt8, blue: UInt8) {
      self.red = red
      self.green = green
      self.blue = blue
    }

    /// A colour from `#1A2238`, or nil when the text is none.
    public init?(hexadecimal text: String) {
      guard text.utf8.count == 7, text.first == "#", let number = UInt32(text.dropFirst(), radix: 16) else {
        return nil
      }
      red = UInt8(number >> 16)
      green = UInt8(number >> 8 & 255)
      blue = UInt8(number & 255)
    }

    /// `0x1A2238`, as spreadsheet libraries write colours.
    public var number: UInt32 { UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) }
  }

  /// The colours by what they are for.
  public struct Colours: Sendable {
    /// Text, and the header of tables.
    public var ink: Colour
    /// Labels and remarks.
    public var muted: Colour
    /// Thin rules.
    public var rule: Colour
    /// The ground of the heading block and of every other table row.
    public var band: Colour
    /// Lines and columns of charts.
    public var accent: Colour
    /// Areas of charts and bars beside numbers.
    public var accentLight: Colour
    /// The classification and high severities.
    public var alert: Colour
    /// Severities from info to critical; they differ in grey as well.
    public var severities: [Colour]

    /// Colours from their parts.
    public init(
      ink: Colour, muted: Colour, rule: Colour, band: Colour, accent: Colour, accentLight: Colour, alert: Colour,
      severities: [Colour]
    ) {
      self.ink = ink
      self.muted = muted
      self.rule = rule
      self.band = band
      self.accent = accent
      self.accentLight = accentLight
      self.alert = alert
      self.severities = severities
    }
  }

  /// Paths of TrueType files; `fallback` has letters the others lack.
  public struct Fonts: Sendable {
    /// Text.
    public var regular: String
    /// Headings and table headers.
    public var bold: String
    /// Remarks.
    public var italic: String
    /// Letters the others lack.
    public var fallback: String
    /// The name spreadsheets ask for.
    public var workbookName: String

    /// Fonts from their parts.
    public init(regular: String, bold: String, italic: String, fallback: String, workbookName: String) {
      self.regular = regular
      self.bold = bold
      self.italic = italic
      self.fallback = fallback
      self.workbookName = workbookName
    }
  }

  /// The English name of the look, its folder in `templates/`.
  public var name: String
  /// The page margin in points (1/72 inch).
  public var marginPoints: Double
  /// The colours.
  public var colours: Colours
  /// The fonts.
  public var fonts: Fonts

  /// A look from its parts.
  public init(name: String, marginPoints: Double, colours: Colours, fonts: Fonts) {
    self.name = name
    self.marginPoints = marginPoints
    self.colours = colours
    self.fonts = fonts
  }
}
