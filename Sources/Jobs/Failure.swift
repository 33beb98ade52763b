import Analysis
import Archive
import Backups
import Excel
import Files
import Geography
import Intake
package import Messages
import Model
import PDF
import Postgres
import Settings

/// Why something asked for was not done, and what the program exits with for it.
package struct Failure: ExplainedError {
  /// The exit status.
  package let status: ExitStatus
  package let message: Message
  /// What a server said, where that is not in the message: it may hold rows.
  let serverWords: String?

  /// A failure with a status of its own.
  package init(_ status: ExitStatus, _ message: Message) { self.init(status, message, serverWords: nil) }

  init(_ status: ExitStatus, _ message: Message, serverWords: String?) {
    self.status = status
    self.message = message
    self.serverWords = serverWords
  }

  /// The same failure, told of one of several things.
  func told(of subject: String) -> Failure {
    Failure(
      status, Message(tr: "\(subject): \(message.tr)", en: "\(subject): \(message.en)"), serverWords: serverWords)
  }

  /// The failure that an error of any room is.
  package init(_ error: any Error) {
    if let failure = error as? Failure {
      self = failure
      return
    }
    let message = (error as? any ExplainedError)?.message
    self.init(
      Self.status(of: error),
      message ?? Message(tr: "Beklenmeyen hata: \(type(of: error)).", en: "Unexpected error: \(type(of: error))."),
      serverWords: Self.serverWords(of: error))
  }

  private static func serverWords(of error: any Error) -> String? {
    switch error {
    case let error as PostgresError: error.serverWords
    case BackupError.dumpFailed(let outcome, _): outcome.standardError
    default: nil
    }
  }

  private static func status(of error: any Error) -> ExitStatus {
    switch error {
    case let error as PostgresError: status(of: error)
    case let error as FileError: status(of: error)
    case let error as ArchiveError: status(of: error)
    case is SettingsError, is IntakeError, is GeoIPFile.Failure: .configuration
    case is PeriodError: .usage
    case let error as BackupError: status(of: error)
    case is WorkbookError: .software
    case is PDFError: .software
    default: .software
    }
  }

  private static func status(of error: PostgresError) -> ExitStatus {
    switch error.kind {
    case .unreachable, .cut: .unavailable
    case .authentication, .permission, .rowSecurity: .permission
    case .undefined, .syntax, .connectionString: .configuration
    case .locked, .timeout: .temporary
    case .other: error.sqlState?.hasPrefix("22") == true ? .data : .unavailable
    }
  }

  private static func status(of error: FileError) -> ExitStatus {
    if error.isDiskFull { return .inputOutput }
    switch error.operation {
    case .open, .createFolder, .rename, .lock:
      return error.isForbidden || error.isMissing ? .cannotCreate : .inputOutput
    case .read, .write, .synchronise, .remove, .list, .inspect, .digest: return .inputOutput
    }
  }

  private static func status(of error: ArchiveError) -> ExitStatus {
    switch error.kind {
    case .cannotCreate: .cannotCreate
    case .permission: .permission
    case .damaged: .inputOutput
    }
  }

  private static func status(of error: BackupError) -> ExitStatus {
    switch error {
    case .toolMissing, .toolTooOld: .unavailable
    case .unsuitable: .configuration
    case .toolFailed(let outcome): outcome.standardError.contains("No space left") ? .inputOutput : .unavailable
    case .dumpFailed(_, let fault): fault.map { status(of: $0) } ?? .unavailable
    case .unreadable: .inputOutput
    }
  }

  private static func status(of fault: DumpFault) -> ExitStatus {
    switch fault {
    case .rowSecurity, .forbidden, .refused: .permission
    case .locked, .timeLimit, .cancelled, .standbyConflict: .temporary
    case .diskFull: .inputOutput
    case .outOfLocks, .outOfMemory, .encoding, .damaged, .snapshotGone, .shutDown, .noConnectionLeft, .cut:
      .unavailable
    }
  }
}
