import Foundation

/// The identity a name stands for: NFC, without white space around it, case folded without any locale.
///
/// anomalies §2.1. A Turkish lower-casing must never be used here: `INFO` would become `ınfo`, and `ADMIN` and
/// `admin` two users.
package enum UserKey {
  /// The key of a name; nil when nothing is left of it.
  package static func folding(_ name: String) -> String? {
    let trimmed = name.trimmingCharacters(in: .whitespacesAndNewlines).precomposedStringWithCanonicalMapping
    if trimmed.isEmpty { return nil }
    var folded = ""
    for scalar in trimmed.unicodeScalars { folded += fold(scalar) }
    return folded.precomposedStringWithCanonicalMapping
  }

  /// Full case folding of one character.
  ///
  /// The lower-case form folds to itself for nearly all; ß, ς, ſ and the like fold over their upper-case form.
  private static func fold(_ scalar: Unicode.Scalar) -> String {
    let lower = scalar.properties.lowercaseMapping
    guard lower.unicodeScalars.contains(where: \.properties.changesWhenCaseFolded) else { return lower }
    var result = ""
    for scalar in lower.unicodeScalars {
      for upper in scalar.properties.uppercaseMapping.unicodeScalars { result += upper.properties.lowercaseMapping }
    }
    return result
  }
}
