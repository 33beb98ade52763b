/// Numbers as decimal digits, byte for byte as C's `%.16G` writes them: what a cell keeps of a number.
enum NumberDigits {
  /// The most bytes that a number takes.
  static let longest = 32

  /// Ten to the power of 0 to 19.
  private static let powers: [UInt64] = (0...19).map { (0..<$0).reduce(1) { power, _ in power * 10 } }
  /// Below it C writes an exponent.
  private static let smallest = 1e-4
  private static let largest = 1e15
  private static let lowest16: UInt64 = 1_000_000_000_000_000

  /// Writes a number where there is room for it; returns where it ends.
  static func write(_ number: Double, at place: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
    let magnitude = number.magnitude
    if magnitude < largest, magnitude.rounded(.towardZero) == magnitude, number != 0 || number.sign == .plus {
      return write(Int64(number), at: place)
    }
    guard magnitude >= smallest, magnitude < largest else { return copy(CanonicalNumber.digits(number), at: place) }
    var place = place
    if number < 0 {
      place.pointee = UInt8(ascii: "-")
      place += 1
    }
    return writeFraction(magnitude, at: place)
  }

  /// Writes a whole number where there is room for it; returns where it ends.
  static func write(_ number: Int64, at place: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
    var place = place
    if number < 0 {
      place.pointee = UInt8(ascii: "-")
      place += 1
    }
    var count = 1
    var rest = number.magnitude
    while rest >= 10 {
      rest /= 10
      count += 1
    }
    writeDigits(number.magnitude, count: count, at: place)
    return place + count
  }

  /// Writes a number between ``smallest`` and ``largest`` that is not whole.
  private static func writeFraction(
    _ number: Double, at start: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    var exponent = exponent(of: number)
    var digits = scaled(number, decimals: 15 - exponent)
    // Rounded up to one digit more.
    if digits == lowest16 * 10 {
      digits = lowest16
      exponent += 1
    }
    var count = 16
    while digits % 10 == 0, count > exponent + 1 {
      digits /= 10
      count -= 1
    }
    var place = start
    if exponent < 0 {
      place[0] = UInt8(ascii: "0")
      place[1] = UInt8(ascii: ".")
      for position in 2..<1 - exponent { place[position] = UInt8(ascii: "0") }
      place += 1 - exponent
      writeDigits(digits, count: count, at: place)
      return place + count
    }
    writeDigits(digits, count: count, at: place)
    let whole = exponent + 1
    guard count > whole else { return place + count }
    // The point goes between, from the end on.
    for position in stride(from: count, to: whole, by: -1) { place[position] = place[position - 1] }
    place[whole] = UInt8(ascii: ".")
    return place + count + 1
  }

  /// The power of ten of the first digit.
  private static func exponent(of number: Double) -> Int {
    if number < 1 { return number < 1e-3 ? -4 : number < 1e-2 ? -3 : number < 1e-1 ? -2 : -1 }
    let whole = UInt64(number)
    var exponent = 0
    while exponent < 15, powers[exponent + 1] <= whole { exponent += 1 }
    return exponent
  }

  /// The number times ten to the power of `decimals`, rounded as C does: exactly, a half to the even one.
  private static func scaled(_ number: Double, decimals: Int) -> UInt64 {
    let significand = number.significandBitPattern | 1 << 52
    let shift = 52 - Int(number.exponent)
    let (high, low) = significand.multipliedFullWidth(by: powers[decimals])
    let product = UInt128(high) << 64 | UInt128(low)
    let whole = UInt64(truncatingIfNeeded: product >> UInt128(shift))
    let rest = product & (UInt128(1) << UInt128(shift) - 1)
    let half = UInt128(1) << UInt128(shift - 1)
    return rest > half || rest == half && whole % 2 == 1 ? whole + 1 : whole
  }

  private static func writeDigits(_ number: UInt64, count: Int, at place: UnsafeMutablePointer<UInt8>) {
    var rest = number
    for position in stride(from: count - 1, through: 0, by: -1) {
      place[position] = UInt8(truncatingIfNeeded: rest % 10) + UInt8(ascii: "0")
      rest /= 10
    }
  }

  private static func copy(_ text: String, at place: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
    var place = place
    for byte in text.utf8.prefix(longest) {
      place.pointee = byte
      place += 1
    }
    return place
  }
}
