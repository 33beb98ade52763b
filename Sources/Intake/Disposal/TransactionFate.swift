/// What became of a transaction, as the server says when it is asked for its number.
package enum TransactionFate: Sendable, Equatable {
  /// It was completed.
  case committed
  /// It was rolled back.
  case aborted
  /// It still runs.
  case running
  /// The server does not know, or it is not the server that could.
  case unknown

  /// From the server's word.
  init(_ word: String?) {
    self =
      switch word {
      case "committed": .committed
      case "aborted": .aborted
      case "in progress": .running
      default: .unknown
      }
  }
}
