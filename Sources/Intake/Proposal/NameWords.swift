/// A name taken apart into plain words: `"lastSeenAt"`, `last_seen_at` and `LAST-SEEN-AT` are last, seen, at.
enum NameWords {
  /// Turkish and other letters with marks, as names without them are written.
  private static let plain: [Unicode.Scalar: Unicode.Scalar] = [
    "ı": "i", "İ": "I", "ş": "s", "Ş": "S", "ğ": "g", "Ğ": "G", "ç": "c", "Ç": "C", "ö": "o", "Ö": "O", "ü": "u",
    "Ü": "U",
  ]

  /// The words in lower case, whatever the language of the process.
  static func of(_ name: String) -> [String] {
    var words: [String] = []
    var word = ""
    var wasLower = false
    func isUpper(_ scalar: Unicode.Scalar) -> Bool { ("A"..."Z").contains(scalar) }
    for original in name.unicodeScalars {
      let scalar = plain[original] ?? original
      let isLetter = isUpper(scalar) || ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
      if !isLetter || (isUpper(scalar) && wasLower), !word.isEmpty {
        words.append(word)
        word = ""
      }
      wasLower = isLetter && !isUpper(scalar)
      guard isLetter else { continue }
      let lower = isUpper(scalar) ? Unicode.Scalar(scalar.value + 32) ?? scalar : scalar
      word.unicodeScalars.append(lower)
    }
    return word.isEmpty ? words : words + [word]
  }

  /// Whether a name speaks of something that must not be read.
  static func speakOfSecret(_ words: [String]) -> Bool {
    let secrets: Set = [
      "token", "tokens", "secret", "password", "passwd", "pwd", "parola", "sifre", "hash", "hashed", "salt", "cookie",
      "otp", "totp", "key", "nonce", "csrf", "jwt", "credential", "credentials", "pin",
    ]
    return words.contains { secrets.contains($0) }
  }
}
