import Archive
import Files
import Messages

/// Whether a backup is likely to find room, told before anything of it is written.
enum BackupSpace {
  /// A backup grows from one night to the next; a fifth is what it may grow by.
  private static let growth = 1.2

  /// Refuses to begin where the last backup of the source, a fifth more and the reserve would not fit.
  static func check(_ run: RunContext, source: String) throws {
    guard let last = try lastBytes(run, source: source) else { return }
    let configuration = run.invocation.configuration
    let needed = Int(Double(last) * growth) + configuration.diskReserve
    let free = try Folder.freeBytes(run.record.archive.path)
    guard free < needed else { return }
    func size(_ bytes: Int) -> String { bytes < 10 << 20 ? "\(bytes >> 10) KiB" : "\(bytes >> 20) MiB" }
    let message = Message(
      tr:
        "\(run.record.archive.path): boş alan \(size(free)), yedek için \(size(needed)) gerekir (\(source) kaynağının son "
        + "yedeği \(size(last)), beşte bir pay ve disk.reserve). Yedek alınmadı, hiçbir şey yazılmadı; yer açın.",
      en: "\(run.record.archive.path): \(size(free)) are free, the backup needs \(size(needed)) (the last one of "
        + "\(source) has \(size(last)), a fifth more and disk.reserve). No backup was made and nothing was written; free "
        + "some space.")
    switch configuration.lowDisk {
    case .stop: throw Failure(.inputOutput, message)
    case .warn: run.invocation.warn(message)
    }
  }

  /// How many bytes the newest backup has; nil where none is known.
  private static func lastBytes(_ run: RunContext, source: String) throws -> Int? {
    let entry = try run.record.ledger?.entries().last {
      $0.act == .backup && $0.outcome == .done && $0.source == source
    }
    return entry?.fact("bytes")?.integerValue.map { Int($0) }
  }
}
