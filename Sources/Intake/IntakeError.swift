package import Messages

/// A source system that does not fit the contract of its folder.
package struct IntakeError: ExplainedError {
  /// The file, such as `systems/efys/sessions.sql`.
  package let file: String
  /// The line, from 1; 0 when the file as a whole is meant.
  package let line: Int
  /// What is wrong and how to mend it, without the place.
  package let problem: Message

  /// An error at a place of a file.
  package init(file: String, line: Int = 0, problem: Message) {
    self.file = file
    self.line = line
    self.problem = problem
  }

  package var failureKind: FailureKind { .misconfigured }
  package var message: Message {
    let place = line > 0 ? "\(file):\(line): " : "\(file): "
    return Message(tr: place + problem.tr, en: place + problem.en)
  }
}
