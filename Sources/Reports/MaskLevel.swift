/// How far personal data is hidden in a document.
package enum MaskLevel: String, Sendable, CaseIterable {
  /// Açık: clear values.
  case M0
  /// Kısmi: parts of names, addresses and browsers.
  case M1
  /// Takma adlı: a keyed pseudonym, stable while the key is.
  case M2
  /// Toplulaştırılmış: counts only, small ones suppressed.
  case M3

  /// Whether single persons appear at all.
  package var showsPersons: Bool { self != .M3 }
}
