import Evidence
import Glibc
import Model

/// The number of this run of the program, by which a monitor and whoever reads its log tell it from others.
///
/// It stands in no document: those are the same in every run over the same rows.
package enum RunNumber {
  /// The number, in the form of a UUID.
  package static let current: String = {
    let seed = "\(SystemClock.now().microseconds) \(getpid())"
    let digits = Array((try? Digest.ofText(seed)) ?? String(repeating: "0", count: 64))
    func part(_ range: Range<Int>) -> String { String(digits[range]) }
    return "\(part(0..<8))-\(part(8..<12))-4\(part(13..<16))-8\(part(17..<20))-\(part(20..<32))"
  }()
}
