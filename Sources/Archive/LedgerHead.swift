/// Where a ledger ends: the last line's number and digest.
///
/// On paper that somebody filed, it is a witness of every line before.
package struct LedgerHead: Sendable, Equatable {
  /// The number of the last line; 0 where there is none yet.
  package let sequence: Int
  /// SHA-256 of the last line without its newline; 64 zeros where there is none.
  package let digest: String

  /// Before the first line.
  package static let origin = LedgerHead(sequence: 0, digest: Ledger.origin)

  /// A head from its parts.
  package init(sequence: Int, digest: String) { (self.sequence, self.digest) = (sequence, digest) }

  /// A head as it is printed: `41:` and 64 hexadecimal digits, or at least 16 of them; nil for anything else.
  package init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let sequence = Int(String(parts[0]) ?? ""), sequence >= 0,
      let digest = String(parts[1])?.lowercased(), (16...64).contains(digest.utf8.count),
      digest.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
    else { return nil }
    self.init(sequence: sequence, digest: digest)
  }

  /// How it is printed.
  package var text: String { "\(sequence):\(digest)" }

  /// Whether there is a line at all.
  package var isOrigin: Bool { sequence == 0 }
}
