/// The exact median and mean of numbers that are read again and again instead of held.
///
/// Of an even count it is the mean of the two in the middle, rounded half up. Elements are found digit by digit, 16 bits a
/// pass, so memory does not grow with the numbers.
public struct ExactMedian {
  private let store: any NumberStore
  private var count: Int64 = 0
  /// Wider than its numbers: whole lengths are not cut to any period.
  private var sum: Int128 = 0
  private var largest: Int64 = 0

  /// No number yet.
  public init(store: any NumberStore) {
    self.store = store
  }

  /// Adds a number, not below zero.
  public mutating func add(_ number: Int64) throws {
    try store.append(number)
    count += 1
    sum += Int128(number)
    largest = max(largest, number)
  }

  /// How many numbers there are.
  public var numberCount: Int64 { count }

  /// The largest number; 0 without numbers.
  public var maximum: Int64 { largest }

  /// The mean, rounded down; 0 without numbers.
  public var mean: Int64 { count == 0 ? 0 : Int64(sum / Int128(count)) }

  /// The median; 0 without numbers.
  public func median() throws -> Int64 {
    if count == 0 { return 0 }
    let lower = try element(at: (count + 1) / 2)
    if count % 2 == 1 { return lower }
    // Their sum might not fit.
    return lower + (try element(at: count / 2 + 1) - lower + 1) / 2
  }

  /// The element at a place of the sorted list, counted from one.
  private func element(at place: Int64) throws -> Int64 {
    var rank = place
    var prefix: Int64 = 0
    var shift: Int64 = 48
    while shift > 0, largest >> shift == 0 { shift -= 16 }
    while true {
      var histogram = [Int64](repeating: 0, count: 1 << 16)
      // Above the digit in hand every candidate has the digits found already.
      try store.forEach { number in
        if shift == 48 || number >> (shift + 16) == prefix { histogram[Int(number >> shift & 0xFFFF)] += 1 }
      }
      var digit = 0
      while rank > histogram[digit] {
        rank -= histogram[digit]
        digit += 1
      }
      prefix = prefix << 16 | Int64(digit)
      if shift == 0 { return prefix }
      shift -= 16
    }
  }
}
