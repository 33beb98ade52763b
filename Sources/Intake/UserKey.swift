import Foundation
import Model

/// The identity a name stands for: NFC, without white space around it, case folded without any locale.
///
/// docs/domain/evaluation.md, 2. A Turkish lower-casing must never be used here: `INFO` would become `ınfo`, and `ADMIN` and
/// `admin` two users.
package enum UserKey {
  /// The key of a name; nil when nothing is left of it.
  package static func folding(_ name: String) -> String? {
    let folded = name.precomposedStringWithCanonicalMapping.foldedName
    return folded.isEmpty ? nil : folded.precomposedStringWithCanonicalMapping
  }
}

/// The keys of names met lately, since folding a name costs more than looking it up.
struct UserKeyCache {
  private let keys = BoundedCache<Identifier, Identifier?>(limit: 100_000)

  /// The identity of a row: the source's identifier, or `name:` and the folded name that was tried.
  func key(id: String?, name: String?, _ userKey: SourceSystem.UserKey) -> Identifier? {
    if let id { return userKey == .id ? Identifier(id) : folded(id) }
    return name.flatMap { folded($0) }.map { userKey == .id ? Identifier(triedName: $0.text) : $0 }
  }

  private func folded(_ name: String) -> Identifier? {
    keys.result(for: name) { UserKey.folding($0).map { Identifier($0) } }
  }
}
