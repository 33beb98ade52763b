package import Messages

/// Something in a YAML file that cannot be used: where it stands, what is wrong, what would be right.
package struct SettingsError: ExplainedError, Equatable {
  /// The file.
  package let file: String
  /// The line, from 1; 0 when the file as a whole is meant.
  package let line: Int
  /// The column, from 1.
  package let column: Int
  /// What is wrong and how to mend it, without the place.
  package let problem: Message

  /// An error at a place of a file.
  package init(file: String, line: Int = 0, column: Int = 0, problem: Message) {
    self.file = file
    self.line = line
    self.column = column
    self.problem = problem
  }

  package var failureKind: FailureKind { .misconfigured }
  package var message: Message {
    let place = line > 0 ? "\(file):\(line):\(column): " : "\(file): "
    return Message(tr: place + problem.tr, en: place + problem.en)
  }
}
