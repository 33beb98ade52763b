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
