/// Colours made from other colours.
public enum Shade {
  /// Paper.
  public static let white = Theme.Colour(red: 255, green: 255, blue: 255)

  /// The colour that lies `share` (0 to 1) of the way from one colour to another.
  public static func between(_ first: Theme.Colour, _ second: Theme.Colour, share: Double) -> Theme.Colour {
    func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
      UInt8(min(255, max(0, Double(a) + (Double(b) - Double(a)) * share)))
    }
    return Theme.Colour(
      red: mix(first.red, second.red), green: mix(first.green, second.green), blue: mix(first.blue, second.blue))
  }

  /// How bright a colour is in grey print, 0 to 1 (ITU-R BT.709).
  public static func brightness(_ colour: Theme.Colour) -> Double {
    (0.2126 * Double(colour.red) + 0.7152 * Double(colour.green) + 0.0722 * Double(colour.blue)) / 255
  }
}
