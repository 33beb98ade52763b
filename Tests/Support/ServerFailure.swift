/// What the test server, or `psql`, refused to do.
package struct ServerFailure: Error, CustomStringConvertible {
  /// The program's own words.
  package let description: String

  /// A failure in words.
  package init(_ description: String) { self.description = description }
}
