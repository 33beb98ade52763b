import Analysis
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

  /// A failure with a status of its own.
  package init(_ status: ExitStatus, _ message: Message) {
    self.status = status
    self.message = message
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
      message ?? Message(tr: "Beklenmeyen hata: \(type(of: error)).", en: "Unexpected error: \(type(of: error))."))
  }

  private static func status(of error: any Error) -> ExitStatus {
    switch error {
    case let error as PostgresError: status(of: error)
    case let error as FileError: status(of: error)
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
    case .authentication, .permission: .permission
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

  private static func status(of error: BackupError) -> ExitStatus {
    switch error {
    case .toolMissing, .toolTooOld: .unavailable
    case .unsuitable: .configuration
    case .locked: .temporary
    case .toolFailed(let outcome): outcome.standardError.contains("No space left") ? .inputOutput : .unavailable
    case .unreadable: .inputOutput
    }
  }
}
