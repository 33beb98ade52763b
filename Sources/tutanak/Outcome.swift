import ArgumentParser
import Documents
import Files
import Jobs
import Messages

/// Prints what a job did and exits with its status.
enum Outcome {
  /// Runs a job; a failure is printed in the person's language and becomes the exit status.
  static func report(
    _ options: CommonOptions, alwaysPrintsResult: Bool, _ job: () async throws -> RunResult
  ) async throws {
    let result: RunResult
    do {
      result = try await job()
    } catch let error as ExitCode {
      throw error
    } catch {
      return try finish(RunResult(failed: error), options, isVerbose: false)
    }
    try finish(result, options, isVerbose: alwaysPrintsResult || options.verbose || Terminal.isTerminal(1))
  }

  private static func finish(_ result: RunResult, _ options: CommonOptions, isVerbose: Bool) throws {
    var result = result
    let language = options.language
    let isJSON = options.logFormat == .json
    if !options.quiet { sayLibraryWords(language, isJSON: isJSON) }
    if options.json {
      // The object tells the exit status, so whatever else may change it comes first.
      sayFailures(result, language, isJSON: isJSON)
      StandardStream.error.settle()
      result.isUntold = StandardStream.error.failure != nil
      Terminal.print(result.json(language))
    } else {
      if isVerbose, !options.quiet, let listing = result.listing { Terminal.printPage(listing.page[language]) }
      Terminal.print(lines(result, language, isVerbose: isVerbose && !options.quiet))
      if isVerbose, !options.quiet, let manual = result.manual { Terminal.printPage(manual) }
      sayFailures(result, language, isJSON: isJSON)
    }
    Terminal.sayLostResult(language, isJSON: isJSON)
    guard result.status == .done else { throw ExitCode(result.status.rawValue) }
  }

  private static func lines(_ result: RunResult, _ language: Language, isVerbose: Bool) -> [String] {
    let notices = result.notices.map { $0[language] }
    if !isVerbose { return notices }
    return notices + result.documents.map { "\($0.number)  \($0.folder)" } + result.backups.map(\.folder)
      + result.delivered.map(\.path) + result.handedOver.map { $0.line[language] } + result.remarks.map { $0[language] }
  }

  private static func sayFailures(_ result: RunResult, _ language: Language, isJSON: Bool) {
    for failure in result.failures { Terminal.say(.error, failure.message[language], isJSON: isJSON) }
  }

  /// Says what C libraries had to say; none of them is given a row's value to speak of.
  private static func sayLibraryWords(_ language: Language, isJSON: Bool) {
    for words in LibraryWords.drain() {
      let message = Message(tr: "bir kitaplığın uyarısı: \(words)", en: "a library warns: \(words)")
      Terminal.say(.warning, message[language], isJSON: isJSON)
    }
  }
}
