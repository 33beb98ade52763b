import Files
import Foundation

extension Installation {
  /// The packages of reports on the source's rows, by the order of their names.
  ///
  /// The records of backups and of seals, which the night issues beside them, are not among them: ``package(_:_:year:)``
  /// has them.
  package var packages: [IssuedPackage] {
    allPackages.filter { !$0.stem.contains("-YDK-") && !$0.stem.contains("-MHR-") }
  }

  /// The packages in the archive, by the order of their names.
  package var allPackages: [IssuedPackage] {
    let years = ((try? Folder.entries(archive)) ?? []).filter { $0.allSatisfy(\.isNumber) }
    return years.flatMap { year in
      ((try? Folder.entries("\(archive)/\(year)")) ?? []).map { IssuedPackage("\(archive)/\(year)/\($0)", in: folder) }
    }
  }

  /// The folders of the sources' backups, source by source, by the order of their names.
  package var backups: [String] {
    ((try? Folder.entries(archive + "/backups")) ?? []).flatMap { source in
      let folder = "\(archive)/backups/\(source)"
      return ((try? Folder.entries(folder)) ?? []).map { "\(folder)/\($0)" }
    }
  }

  /// The folder of the one backup there is.
  package func onlyBackup() throws -> String {
    guard backups.count == 1 else { throw ServerFailure("\(backups.count) backups") }
    return backups[0]
  }

  /// The package of a report with a number.
  package func package(_ code: String, _ number: Int = 1, year: Int = 2026) -> IssuedPackage {
    let digits = String(1_000_000 + number).dropFirst()
    return IssuedPackage("\(archive)/\(year)/\(year)-\(code)-\(digits)", in: folder)
  }

  /// The entries of the ledger about an act, in their order.
  package func ledger(_ act: String) throws -> [JSON] {
    try InputFile.text(archive + "/ledger.jsonl").split(separator: "\n").map { try JSON(text: String($0)) }
      .filter { $0["act"].text == act }
  }

  /// Every file and folder of the archive but the program's own state, register and index, by its path below the archive.
  package var published: [String] {
    everything.filter { path in
      ![".state", "register", "keys", "ledger.jsonl", "index.html"].contains { path == $0 || path.hasPrefix($0 + "/") }
    }
  }

  /// Every file and folder of the archive.
  package var everything: [String] {
    (FileManager.default.enumerator(atPath: archive)?.compactMap { $0 as? String } ?? []).sorted()
  }

  /// How the last run ended, as the archive has it.
  package var state: String? { (try? JSON(file: archive + "/.state/last-run.json"))?["state"].text }

  /// The numbers of the running processes that were started for this installation, by the program or by what it
  /// started.
  package var processes: [Int32] {
    let mark = Array("INSTALLATION=\(folder.path)\0".utf8)
    return ((try? Folder.entries("/proc")) ?? []).compactMap { Int32($0) }.filter { process in
      guard let bytes = try? InputFile.bytes("/proc/\(process)/environ") else { return false }
      return String(decoding: bytes, as: UTF8.self).contains(String(decoding: mark, as: UTF8.self))
    }
  }

  /// The command lines of those processes.
  package var commands: [String] {
    processes.compactMap { try? InputFile.text("/proc/\($0)/cmdline") }
      .map { $0.split(separator: "\0").joined(separator: " ") }
  }

  /// Restores a backup into a database of its own, with the commands a person would use; `key` is a private key's file.
  package func restore(_ backup: String, key: String = "") throws -> TestDatabase {
    let restored = try database.server.makeDatabase(from: .empty)
    let hint = try JSON(file: backup + "/manifest.json")["dump"]["restore"].text ?? ""
    // The owner's name and rights are the server's own here, and public is there already.
    let command = hint.replacingOccurrences(of: "NEW_DATABASE", with: "\"$RESTORED\"")
      .replacingOccurrences(of: "KEY_FILE", with: "\"$KEY_FILE\"")
    let outcome = try Command.run(
      "bash", "-c", "set -euo pipefail; " + command,
      environment: [
        "RESTORED": restored.connection, "KEY_FILE": key, "PATH": database.server.binaries + ":/usr/bin:/bin",
        "PGOPTIONS": "-c client_min_messages=warning",
      ], in: backup)
    guard outcome.status == 0 else { throw ServerFailure("\(command)\n\(outcome.errors)") }
    return restored
  }
}
