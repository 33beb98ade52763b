package import Messages

/// Why a table's history cannot be kept as the configuration wants it.
package struct CaptureError: ExplainedError {
  package var failureKind: FailureKind { .misconfigured }
  package let message: Message

  init(_ message: Message) {
    self.message = message
  }
}
