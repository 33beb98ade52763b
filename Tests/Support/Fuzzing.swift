import Foundation

/// How many seeds tests of random data try: a few in `make test`, many in `make fuzz`.
package enum Fuzzing {
  /// The environment's `TUTANAK_FUZZ`: so many times as many seeds.
  private static let rounds = max(1, ProcessInfo.processInfo.environment["TUTANAK_FUZZ"].flatMap { Int($0) } ?? 1)

  /// The seeds of a test that tries `few` of them by default.
  package static func seeds(_ few: Int) -> ClosedRange<Int> { 1...few * rounds }
}
