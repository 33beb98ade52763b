package import Messages

/// Why a disposal is refused; the source is as it was.
package struct DisposalError: ExplainedError {
  package let failureKind: FailureKind
  package let message: Message
  package let confidentialWords: String?

  init(_ kind: FailureKind, tr: String, en: String) {
    failureKind = kind
    message = Message(tr: tr + " Hiçbir kayıt silinmedi.", en: en + " No record was deleted.")
    confidentialWords = nil
  }
}
