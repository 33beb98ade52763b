import Archive
import Documents
import Files
import Messages

/// How much room the archive's file system has left, and whether the next run would refuse to begin for want of it.
struct DiskStatus {
  /// Bytes that are free.
  let freeBytes: Int
  private let reserve: Int
  private let stops: Bool

  /// Looks at the archive.
  init(in run: RunContext) throws {
    freeBytes = try Folder.freeBytes(run.record.archive.path)
    reserve = run.invocation.configuration.diskReserve
    stops = run.invocation.configuration.lowDisk == .stop
  }

  private var isLow: Bool { freeBytes < reserve }

  /// The section.
  var section: StatusSection {
    let (free, least) = (Message.bytes(freeBytes), Message.bytes(reserve))
    let complaint = Message(
      tr: "Arşivin diskinde \(free.tr) boş, istenen en az \(least.tr) (disk.reserve); "
        + (stops ? "sonraki çalıştırma başlamaz (74). Yer açın." : "yer açın."),
      en: "\(free.en) are free on the archive's disk, at least \(least.en) are wanted (disk.reserve); "
        + (stops ? "the next run does not begin (74). Free some space." : "free some space."))
    return StatusSection(
      name: "disk",
      page: Message(tr: "Arşivin diskinde boş: \(free.tr).", en: "Free on the archive's disk: \(free.en)."),
      json: .object([
        .init("free_bytes", .integer(Int64(freeBytes))), .init("reserve_bytes", .integer(Int64(reserve))),
        .init("low", .bool(isLow)),
      ]), complaints: isLow ? [complaint] : [], steps: [RunStep(.status, isLow ? .lacking : .inOrder)])
  }
}
