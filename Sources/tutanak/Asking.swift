import Files
import Jobs
import Messages

/// Asks a person at a terminal for what the command line has left out; in a script nothing is ever asked.
struct Asking {
  private let language: Language

  /// Somebody to ask; nil where input or error output is no terminal, or only JSON is wanted.
  init?(_ options: CommonOptions) {
    guard Terminal.isTerminal(0), Terminal.isTerminal(2), !options.json, !options.quiet else { return nil }
    language = options.language
  }

  /// What was written, or what the person answers; nil where the answer is empty or the input has ended.
  func value(_ written: String?, _ question: Message) -> String? {
    if let written { return written }
    StandardStream.error.say(question[language] + ": ")
    StandardStream.error.settle()
    guard let line = readLine() else { return nil }
    let answer = line.drop(while: \.isWhitespace)
    return answer.isEmpty ? nil : String(answer)
  }

  /// The same for something of which there may be several, separated by spaces.
  func values(_ written: [String], _ question: Message) -> [String] {
    if !written.isEmpty { return written }
    return value(nil, question)?.split(separator: " ").map(String.init) ?? []
  }

  /// Shows a page, and returns whether the person says yes to a question below it.
  func agrees(to page: Message, _ question: Message) -> Bool {
    StandardStream.error.say(VisibleText.inLines(page[language]) + "\n")
    let answer = value(nil, question)?.lowercased()
    return answer.map { ["e", "evet", "y", "yes"].contains($0) } ?? false
  }
}
