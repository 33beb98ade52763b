package import Documents
package import Messages

/// What a command that looks at something has found: a page for a person, members of the JSON object for a script.
package struct Listing: Sendable {
  /// The page, of any number of lines.
  package let page: Message
  /// The members.
  package let members: [JSONValue.Member]
}
