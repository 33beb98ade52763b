import Archive
import Documents
import Files
import Foundation

/// Where a run writes down how far it has come: `.state/last-run.json` of the archive.
struct RunStateFile: Sendable {
  /// The run that writes.
  let run: RunState
  private let path: String

  /// The file of a run over an archive.
  init(_ run: RunState, in archive: Archive) {
    self.run = run
    path = archive.stateFolder + "/last-run.json"
  }

  /// Writes down how far this run has come.
  func write(_ stage: RunState.Stage, _ reason: RunState.Reason? = nil) throws {
    var file = try OutputFile(at: path)
    try file.append(run.json(stage, reason).text() + "\n")
    try file.commit()
  }

  /// What the last run wrote, if any that can be read.
  var last: RunState? {
    guard let bytes = try? InputFile.bytes(path) else { return nil }
    return try? JSONDecoder().decode(RunState.self, from: Data(bytes))
  }
}
