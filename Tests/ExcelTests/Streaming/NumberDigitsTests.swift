@testable import Excel
import Support
import Testing

@Suite struct `Numbers in cells` {
  private static func written(_ number: Double) -> String {
    var bytes = [UInt8](repeating: 0, count: NumberDigits.longest)
    let count = bytes.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { NumberDigits.write(number, at: $0) - $0 } ?? 0
    }
    return String(decoding: bytes[..<count], as: UTF8.self)
  }

  /// Each with 16 digits at most, as C writes it.
  private static func check(_ numbers: some Sequence<Double>) {
    for number in numbers where written(number) != CanonicalNumber.digits(number) {
      Issue.record("\(number) is written as \(written(number)), not as \(CanonicalNumber.digits(number))")
      return
    }
  }

  @Test func `at the edges are written as C writes them`() {
    let edges: [Double] = [
      0, -0.0, 1, -1, 9, 10, 0.1, 0.5, 0.25, -0.75, 1e-4, 9.999999999999999e-5, 1e-3, 1e-2, 0.9999999999999999,
      0.99999999999999994, 9.999999999999999, 99999.99999999999, 1e14, 1e15, 1e15 - 0.125, 999_999_999_999_999, 1e16,
      1e17, 1e300, .leastNonzeroMagnitude, 1.5e-7, 1.157407407407407e-11, 0.0001157407407407407, 33.46,
      15.000000000000002, 1 / 3.0,
      2 / 3.0, 123_456.5, 4_503_599_627_370_495.5, 8_388_607.9999999991,
    ]
    Self.check(edges + edges.map { -$0 } + edges.map(\.nextUp) + edges.map(\.nextDown))
  }

  @Test func `that are times, durations and shares are written as C writes them`() {
    var numbers = FixedGenerator(seed: 13)
    let moments = (0..<200_000).map { _ in
      SerialTime.moment(wallClock: Int64.random(in: 0...4_000_000_000, using: &numbers) * 1_000_000)
    }
    Self.check(moments.compactMap { $0 })
    let durations = (0..<200_000).map { index in
      SerialTime.duration(Int64.random(in: 0...Int64(1) << Int64(10 + index % 45), using: &numbers))
    }
    Self.check(durations.compactMap { $0 })
    Self.check((0..<100_000).map { _ in Double.random(in: 0...1, using: &numbers) })
    Self.check((1...300).lazy.flatMap { whole in (0...whole).map { Double($0) / Double(whole) } })
  }

  @Test func `of any size are written as C writes them`() {
    var numbers = FixedGenerator(seed: 7)
    Self.check(
      (0..<200_000).lazy.map { _ in
        Double(bitPattern: UInt64.random(in: 0x3E00_0000_0000_0000...0x43F0_0000_0000_0000, using: &numbers))
      })
    Self.check((0..<50_000).lazy.map { _ in Double(Int64.random(in: -1 << 52...1 << 52, using: &numbers)) / 8 })
  }
}
