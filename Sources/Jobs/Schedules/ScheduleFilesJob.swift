import Documents
import Evidence
import Files
import Messages
import Schedules

/// Writes what cron or systemd starts schedules by: `tutanak schedule render` and `install`.
///
/// A file that is written begins with a line that has the digest of the others, so that one that somebody has changed, or
/// that another program wrote, is told from ours and left alone.
package struct ScheduleFilesJob: Sendable {
  /// What starts the runs.
  package enum Target: String, Sendable, CaseIterable {
    /// Files for `/etc/cron.d`.
    case cron
    /// Services and timers, for `/etc/systemd/system`.
    case systemd
  }

  private let invocation: Invocation
  private let rendering: ScheduleRendering

  /// A job for cron or systemd; `user` is whom runs belong to, the archive's owner where it is nil.
  package init(_ invocation: Invocation, to target: Target, user: String?) {
    self.invocation = invocation
    rendering = ScheduleRendering(
      invocation: invocation, catalogue: Catalogue(invocation), target: target, user: user)
  }

  /// The text of the files of a schedule, or of all.
  package func render(_ name: String?) throws -> RunResult {
    let files = try rendering.files(name)
    var result = RunResult()
    let page = files.map { "# \($0.name)\n\($0.text)" }.joined(separator: "\n")
    result.listing = Listing(
      page: Message(verbatim: page.trimmingEnd),
      members: [
        .init(
          "files",
          .array(files.map { .object([.init("name", .string($0.name)), .init("text", .string($0.text))]) }))
      ])
    return result
  }

  /// Writes the files into a folder; none where one of them is not ours to replace, unless `isForced`.
  package func install(_ name: String?, in folder: String, isForced: Bool) throws -> RunResult {
    guard Folder.exists(folder) else {
      throw Failure(
        .cannotCreate, Message(tr: "“\(folder)” klasörü yok.", en: "There is no folder “\(folder)”."))
    }
    let files = try rendering.files(name).map { (name: $0.name, text: try Self.marked($0.text)) }
    var result = RunResult()
    var due: [(path: String, text: String)] = []
    for file in files {
      let path = folder + "/" + file.name
      switch try Self.state(of: path, text: file.text) {
      case .same: result.remarks.append(Message(tr: "\(path): aynı, dokunulmadı", en: "\(path): the same, left alone"))
      case .foreign where !isForced: throw Self.foreign(path)
      case .absent, .ours, .foreign: due.append((path, file.text))
      }
    }
    for file in due {
      if !invocation.isDryRun { try PublicFile.write(file.text, to: file.path) }
      result.remarks.append(
        invocation.isDryRun
          ? Message(tr: "\(file.path) yazılacak", en: "\(file.path) would be written")
          : Message(tr: "\(file.path) yazıldı", en: "\(file.path) was written"))
    }
    if !due.isEmpty, !invocation.isDryRun { result.remarks += next(files.map(\.name)) }
    return result
  }

  /// What is to be done by hand after the files are there.
  private func next(_ names: [String]) -> [Message] {
    let timers = names.filter { $0.hasSuffix(".timer") }.joined(separator: " ")
    if timers.isEmpty { return [] }
    let command = "systemctl daemon-reload && systemctl enable --now \(timers)"
    return [Message(tr: "Şimdi: \(command)", en: "Now: \(command)")]
  }

  private enum State { case absent, same, ours, foreign }

  private static func state(of path: String, text: String) throws -> State {
    guard Folder.isTaken(path) else { return .absent }
    guard InputFile.exists(path), let bytes = try? InputFile.bytes(path) else { return .foreign }
    if bytes == Array(text.utf8) { return .same }
    let present = String(decoding: bytes, as: UTF8.self)
    guard let end = present.utf8.firstIndex(of: UInt8(ascii: "\n")) else { return .foreign }
    let rest = String(present[present.utf8.index(after: end)...])
    return Array(try marked(rest).utf8) == bytes ? .ours : .foreign
  }

  private static func marked(_ text: String) throws -> String {
    "# Written by tutanak schedule install, sha256 of the lines below: \(try Digest.ofText(text))\n" + text
  }

  private static func foreign(_ path: String) -> Failure {
    Failure(
      .cannotCreate,
      Message(
        tr: "\(path) bu programın yazdığı gibi değil: başkası yazmış ya da değiştirilmiş. Hiçbir dosya yazılmadı; "
          + "değişikliği bir drop-in dosyasına alın ya da --force ile üzerine yazdırın.",
        en: "\(path) is not as this program wrote it: somebody else did, or it was changed. No file was written; move "
          + "the change into a drop-in, or have it overwritten with --force."))
  }
}

extension String {
  /// The text without line breaks at its end.
  fileprivate var trimmingEnd: String {
    var text = self
    while text.utf8.last == UInt8(ascii: "\n") { text.removeLast() }
    return text
  }
}
