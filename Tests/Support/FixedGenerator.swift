/// Random numbers that are the same for the same seed, on every machine (SplitMix64).
package struct FixedGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// The numbers of a seed.
  package init(seed: Int) {
    state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15
  }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A number of a range.
  package mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// True so many times in a hundred.
  package mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

  /// One of a list that is not empty.
  package mutating func one<Element>(of list: [Element]) -> Element { list[number(0...list.count - 1)] }
}
