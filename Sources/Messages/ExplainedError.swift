/// An error that says what was being done to what, why it failed and what to do about it.
///
/// `description` is the English text, so that an error printed by accident still reads well.
package protocol ExplainedError: Error, CustomStringConvertible, Sendable {
  /// The explanation in both languages.
  var message: Message { get }
}

extension ExplainedError {
  /// The English text of ``message``.
  package var description: String { message.en }
}
