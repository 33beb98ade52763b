/// The languages the program speaks: to the person at the terminal and in the documents it issues.
package enum Language: String, Sendable, CaseIterable {
  /// Turkish, the default and the binding text of every document.
  case tr
  /// English.
  case en
}
