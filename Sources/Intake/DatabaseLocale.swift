/// How a database orders and classifies its texts, as its server's catalogue says it.
package struct DatabaseLocale: Sendable, Equatable {
  /// The encoding, such as `UTF8`.
  package let encoding: String
  /// `LC_COLLATE`.
  package let collate: String
  /// `LC_CTYPE`.
  package let characterType: String
  /// The locale of the provider, where that is another one than the C library.
  package let providerLocale: String?
  /// `c` (the C library), `i` (ICU) or `b` (built in).
  package let provider: String

  /// A locale from its parts.
  package init(
    encoding: String, collate: String, characterType: String, providerLocale: String?, provider: String
  ) {
    (self.encoding, self.collate, self.characterType) = (encoding, collate, characterType)
    (self.providerLocale, self.provider) = (providerLocale, provider)
  }
}
