import Documents
import ArgumentParser
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
      var failed = RunResult()
      failed.reportFailures.append(Failure(error))
      return try finish(failed, options, isVerbose: false)
    }
    try finish(result, options, isVerbose: alwaysPrintsResult || options.verbose || Terminal.isTerminal(1))
  }

  private static func finish(_ result: RunResult, _ options: CommonOptions, isVerbose: Bool) throws {
    let language = options.language
    if options.json { Terminal.print(result.json(language).text()) }
    if !options.json { for notice in result.notices { Terminal.print(notice[language]) } }
    if !options.json, !options.quiet, isVerbose {
      for document in result.documents { Terminal.print("\(document.number)  \(document.folder)") }
      for backup in result.backups { Terminal.print(backup.folder) }
      for remark in result.remarks { Terminal.print(remark[language]) }
    }
    for failure in result.failures {
      Terminal.say(.error, failure.message[language], isJSON: options.logFormat == .json)
    }
    guard result.status == .done else { throw ExitCode(result.status.rawValue) }
  }
}
