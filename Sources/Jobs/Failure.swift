package import Messages

/// Why something asked for was not done.
package struct Failure: ExplainedError {
  package let failureKind: FailureKind
  package let message: Message
  package let confidentialWords: String?

  /// A failure of a kind.
  package init(_ kind: FailureKind, _ message: Message) { self.init(kind, message, confidentialWords: nil) }

  init(_ kind: FailureKind, _ message: Message, confidentialWords: String?) {
    failureKind = kind
    self.message = message
    self.confidentialWords = confidentialWords
  }

  /// The failure that an error of any room is.
  ///
  /// Rooms throw errors that explain themselves. One that does not came through from a library: that is a defect, and
  /// it is told as one, with the type of the error, whose own words could hold a row.
  package init(_ error: any Error) {
    guard let error = error as? any ExplainedError else {
      let type = String(reflecting: Swift.type(of: error))
      self.init(
        .unexpected,
        Message(
          tr: "Beklenmeyen hata (\(type)): programın tanımadığı bir hata, yani bir program kusuru. Hiçbir şey "
            + "yayımlanmadı; önceki satırlarla birlikte bildirin.",
          en: "Unexpected error (\(type)): one that the program does not know, so a defect of it. Nothing was "
            + "published; report it with the lines before."))
      return
    }
    self.init(error.failureKind, error.message, confidentialWords: error.confidentialWords)
  }

  /// The same failure, told of one of several things.
  package func told(of subject: String) -> Failure {
    Failure(
      failureKind, Message(tr: "\(subject): \(message.tr)", en: "\(subject): \(message.en)"),
      confidentialWords: confidentialWords)
  }
}
