import Foundation
import Jobs
import Logging

/// Writes remarks to standard error: a line of text, or a JSON object a line.
struct TerminalLog: LogHandler {
  let isJSON: Bool
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.warning

  init(isJSON: Bool) {
    self.isJSON = isJSON
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    Terminal.say(
      event.level == .warning ? .warning : event.level >= .error ? .error : .remark, "\(event.message)", isJSON: isJSON)
  }
}
