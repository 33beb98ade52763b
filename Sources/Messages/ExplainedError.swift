/// An error that says what was being done to what, why it failed and what to do about it.
///
/// `description` is the English text, so that an error printed by accident still reads well.
public protocol ExplainedError: Error, CustomStringConvertible, Sendable {
  /// The explanation in both languages.
  var message: Message { get }
  /// What kind of trouble it is.
  var failureKind: FailureKind { get }
  /// What a server said of it, where it may hold rows or passwords: for a file only the owner reads, in no message.
  var confidentialWords: String? { get }
}

extension ExplainedError {
  /// The English text of ``message``.
  public var description: String { message.en }
  /// Nothing: most errors say everything in ``message``.
  public var confidentialWords: String? { nil }
}
