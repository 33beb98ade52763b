import Documents
import Model

/// What page 1 says of backups, by the rules of docs/reports.md.
struct BackupStatements {
  let history: BackupHistory
  let context: SectionContext

  /// A restore test older than this, or none, is worth a sentence: as many days as the calendar has.
  private static let proofDays: Int64 = 30

  private var words: TextCatalog { context.words }
  private func number(_ count: Int) -> String { context.formats.integer(Int64(count)) }

  /// Failures first, then what was made and proven.
  var standingOut: [Statement] {
    var statements: [Statement] = []
    if history.failedTests > 0 {
      let count = ["count": number(history.failedTests)]
      statements.append(.init(code: .backupTestFailed, text: words(.statementBackupTestFailed, count)))
    }
    if history.copies.isEmpty {
      statements.append(.init(code: .noBackup, text: words[.statementNoBackup]))
    } else {
      let count = ["count": number(history.copies.count)]
      statements.append(.init(code: .backupsMade, text: words(.statementBackupsMade, count)))
    }
    if let proven = history.newestProven {
      let moment = ["moment": context.moment(proven)]
      statements.append(.init(code: .lastProven, text: words(.statementLastProven, moment)))
    }
    return statements
  }

  /// Nights without a backup, proof, encryption and a second place, as far as they are missing.
  var missing: [Statement] {
    var statements: [Statement] = []
    if history.openNights > 0 {
      let counts = ["count": number(history.openNights), "total": number(history.nights.count)]
      statements.append(.init(code: .nightsWithoutBackup, text: words(.statementNightsWithoutBackup, counts)))
    }
    if isUnproven { statements.append(.init(code: .unproven, text: words[.statementUnproven])) }
    let plain = history.copies.count { $0.keys.isEmpty }
    if plain > 0 {
      statements.append(.init(code: .unencrypted, text: words(.statementUnencrypted, ["count": number(plain)])))
    }
    let local = history.copies.count { $0.offsite != .done && $0.offsite != .passed }
    if local > 0 {
      statements.append(.init(code: .onlyLocal, text: words(.statementOnlyLocal, ["count": number(local)])))
    }
    return statements
  }

  /// What to do about it.
  var toDo: [Statement] {
    var statements: [Statement] = []
    if history.failedTests > 0 {
      statements.append(.init(code: .examineBackup, text: words[.statementExamineBackup]))
    }
    if history.copies.isEmpty || history.nights.last.map({ $0.state == .failed || $0.state == .none }) ?? false {
      statements.append(.init(code: .makeBackup, text: words[.statementMakeBackup]))
    }
    if isUnproven { statements.append(.init(code: .testBackup, text: words[.statementTestBackup])) }
    return statements
  }

  /// Whether no backup of the last thirty days up to the document's moment has passed a restore test.
  private var isUnproven: Bool {
    guard let proven = history.newestProven else { return true }
    return proven < context.facts.asOf.advanced(by: -Self.proofDays * microsecondsPerDay)
  }
}
