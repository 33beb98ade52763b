import Support

extension Installation {
  /// Runs `tutanak source capture`, as the tables' owner where something is changed.
  @discardableResult
  func capture(_ words: String..., connection: String? = nil, locale: String = "en") throws -> Command.Outcome {
    let owner = ["install", "remove"].contains(words[0]) ? ["--connection", connection ?? database.connection] : []
    return try run(words: ["source", "capture"] + words + owner + ["--locale", locale])
  }

  /// Installs what the system wants to be captured.
  func installCapture() throws {
    let outcome = try capture("install", "--confirm", "back-office", "--quiet")
    guard outcome.status == 0 else {
      throw ServerFailure("status \(outcome.status): \(outcome.errors)\(outcome.output)")
    }
  }

  /// What a history holds, in the order it was written: what kind of row, and a column of it.
  func history(_ table: String, _ column: String) throws -> [String] {
    try database.query(
      "SELECT captured_as || ' ' || coalesce(\(column)::text, '-') FROM tutanak_capture.\(table) ORDER BY captured_entry"
    ).compactMap { $0[0] }
  }
}
