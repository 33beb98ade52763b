import Files
import Messages

/// What came of restoring a dump into a database.
package struct RestoredDump: Sendable {
  /// What could not be restored, at most the first 20, in the words of the program and without any row.
  package let errors: [String]
  /// How many errors there were.
  package let errorCount: Int

  /// Whether there was none.
  package var isWhole: Bool { errorCount == 0 }
}

extension StoredDump {
  /// How a dump is restored.
  package struct Target: Sendable {
    /// The `PG*` variables that lead to the database, the password among them if there is one.
    package var environment: [String: String]
    /// How long a silent network is waited for, as a connection string without any secret.
    package var patience: String
    /// How many jobs restore at once, where the dump can be read in several places at once.
    package var jobs = 1
    /// Whether owners and privileges are restored; the roles must be there.
    package var hasOwners = true
    /// Whether what is there is dropped first.
    package var isClean = false

    /// A database by what leads to it.
    package init(environment: [String: String], patience: String) {
      (self.environment, self.patience) = (environment, patience)
    }
  }

  /// Restores the dump into a database; what programs write to standard error lies in files of `folder` meanwhile.
  ///
  /// - Throws: ``RestoreError`` or ``BackupError`` where the dump was not wholly tried.
  package func restore(
    into target: Target, with tools: ReadingTools, in folder: String
  ) async throws -> RestoredDump {
    let unpacking = try unpacking(with: tools)
    var arguments = ["--no-password", "--dbname=\(target.patience)"]
    let program: String
    if format == .plain {
      program = try tools.path(of: .psql)
      // Of what the server says only the code is kept.
      arguments += [
        "--no-psqlrc", "--quiet", "--file=-", "--output=/dev/null", "--set=VERBOSITY=sqlstate",
        "--set=ON_ERROR_STOP=1",
      ]
    } else {
      program = try tools.path(of: .pgRestore)
      arguments += ["--no-tablespaces"] + (target.hasOwners ? [] : ["--no-owner", "--no-privileges"])
      if target.isClean { arguments += ["--clean", "--if-exists"] }
      if isReadDirectly { arguments += ["--jobs=\(target.jobs)", path] }
    }
    let restoring = ProgramPipe.Stage(program, arguments, environment: target.environment)
    let outcomes = try await ProgramPipe.run(
      unpacking + [restoring], reading: isReadDirectly ? nil : path, in: folder)
    let last = outcomes[outcomes.count - 1]
    if let fault = Self.serverFault(in: last.standardError) {
      throw RestoreError.serverFault(fault, program: last.program)
    }
    if outcomes.contains(where: { $0.standardError.contains(Self.wrongKey) }) { throw RestoreError.wrongKey(path) }
    var errors = Self.errors(in: last.standardError, isPlain: format == .plain)
    if let cause = ChildOutcome.cause(of: outcomes), cause != last || errors.isEmpty {
      errors.append("\(cause.program), \(cause.status): \(cause.firstError)")
    }
    return RestoredDump(errors: Array(errors.prefix(20)), errorCount: errors.count)
  }

  /// What age says of a key that opens nothing.
  static let wrongKey = "no identity matched"

  /// What happened to the server or its disk meanwhile, by what the program itself says: other lines may be rows.
  private static func serverFault(in text: String) -> DumpFault? {
    let own = text.split(separator: "\n").filter { $0.hasPrefix("pg_restore:") || $0.hasPrefix("psql:") }
    if let fault = DumpFault(in: own.joined(separator: "\n")), fault.isOfServer { return fault }
    let codes = own.compactMap { line in line.firstRange(of: ":  ").map { line[$0.upperBound...].prefix(5) } }
    return codes.lazy.compactMap { DumpFault(sqlState: $0) }.first
  }

  /// The programs' own words of every error; what a server said may hold a row, and is left out.
  private static func errors(in text: String, isPlain: Bool) -> [String] {
    let lines = text.split(separator: "\n")
    // A line without a code may be one of the rows.
    if isPlain { return lines.filter { $0.hasPrefix("psql:") && $0.contains(":  ") }.map { String($0) } }
    var (errors, entry): ([String], Substring?) = ([], nil)
    for line in lines {
      if let words = line.firstRange(of: "from TOC entry ") {
        // "215; 1259 16385 TABLE kinds postgres": numbers are nobody's business.
        entry = line[words.upperBound...].split(separator: " ", maxSplits: 3).last
      } else if line.hasPrefix("pg_restore: error: ") {
        let own = line.dropFirst("pg_restore: error: ".count)
        // Before the two spaces stands the severity, in whatever language.
        let words = own.firstRange(of: ":  ").map { mark in
          own[..<(own[..<mark.lowerBound].lastIndex(of: ":") ?? mark.lowerBound)]
        }
        errors.append((entry.map { "\($0): " } ?? "") + (words ?? own))
        entry = nil
      }
    }
    return errors
  }
}

extension DumpFault {
  /// The fault of the server that a code stands for; nil for what is about the statement.
  fileprivate init?(sqlState: Substring) {
    switch sqlState {
    case "53100": self = .diskFull
    case "53200": self = .outOfMemory
    case "53300": self = .noConnectionLeft
    case "57P01", "57P02", "57P03": self = .shutDown
    case "57014": self = .cancelled
    default: return nil
    }
  }

  /// Whether it speaks of the server or its disk, and not of what was sent to it.
  var isOfServer: Bool {
    switch self {
    case .outOfLocks, .outOfMemory, .shutDown, .noConnectionLeft, .refused, .cut, .diskFull, .timeLimit, .cancelled:
      true
    case .rowSecurity, .forbidden, .locked, .standbyConflict, .encoding, .damaged, .snapshotGone: false
    }
  }
}
