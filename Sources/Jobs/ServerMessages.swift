import Archive
import Documents
import Files
import Logging
import Messages
import Model

/// What servers said of failures, kept where only the archive's owner reads it, and only for those who ask (`--verbose`).
///
/// The words may hold rows, so they are in no message. One JSON object a line, newest last.
struct ServerMessages {
  private let path: String
  private let isWanted: Bool

  init(_ archive: Archive, _ logger: Logger) {
    path = archive.stateFolder + "/server-messages.log"
    isWanted = logger.logLevel <= .info
  }

  /// Writes down what a server said of a failure; the failure then names the file.
  func keep(_ failure: Failure) -> Failure {
    guard isWanted, let words = failure.confidentialWords, !words.isEmpty else { return failure }
    let time = JSONValue.quoted(SystemClock.now().iso8601)
    let line = "{\"at\": \(time), \"failure\": \(JSONValue.quoted(failure.message.en)), \"server\": "
    do {
      try OutputFile.appendLine(line + JSONValue.quoted(words) + "}", to: path)
    } catch {
      return Failure(failure.failureKind, failure.message + error.message)
    }
    return Failure(
      failure.failureKind,
      failure.message
        + Message(
          tr: "Sunucunun sözleri \(path) dosyasında; satır içerebilir, okuyunca silin.",
          en: "The server's words are in \(path); they may hold rows, remove them when read."))
  }

  /// The same for everything a run did not do.
  func keep(_ result: RunResult) -> RunResult {
    var result = result
    for (index, step) in result.steps.enumerated() {
      if let failure = step.failure { result.steps[index].outcome = .failed(keep(failure)) }
    }
    return result
  }
}
