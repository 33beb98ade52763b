import Foundation

/// The order of names as in a Turkish dictionary, whatever the language of the process: for tables, never for identity.
enum TurkishAlphabet {
  /// The letters in their order; those that only foreign names have stand beside their neighbours.
  private static let places: [Unicode.Scalar: UInt32] = {
    let letters = "abcçdefgğhıijklmnoöpqrsştuüvwxyz".unicodeScalars
    let capitals = "ABCÇDEFGĞHIİJKLMNOÖPQRSŞTUÜVWXYZ".unicodeScalars
    let places = zip(zip(letters, capitals), UInt32(0)...)
    return places.reduce(into: [:]) { result, entry in
      result[entry.0.0] = entry.1
      result[entry.0.1] = entry.1
    }
  }()

  /// A text whose bytes order as the names do: capitals as small letters, other marks as if they were not there.
  ///
  /// Signs and digits come before letters, other alphabets after them.
  static func sortText(_ name: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in name.precomposedStringWithCanonicalMapping.unicodeScalars {
      for part in parts(of: scalar) { result.append(part) }
    }
    return String(result)
  }

  private static func parts(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    if let place = places[scalar] { return [weight(place)] }
    if scalar.value < 0x80 { return [scalar] }
    let bare = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars.filter {
      !$0.properties.isDiacritic && $0.properties.generalCategory != .nonspacingMark
    }
    return bare.map { places[$0].map(weight) ?? $0 }
  }

  /// Behind every sign of ASCII, before every other alphabet.
  private static func weight(_ place: UInt32) -> Unicode.Scalar { Unicode.Scalar(0x100 + place) ?? "z" }
}
