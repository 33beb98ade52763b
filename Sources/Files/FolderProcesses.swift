import Glibc

/// Processes that work in a folder.
public enum FolderProcesses {
  /// The numbers of those whose working folder it is: of a PostgreSQL the server and its sessions.
  public static func working(in folder: String) -> [Int32] {
    guard let path = realpath(folder, nil) else { return [] }
    defer { free(path) }
    let own = String(cString: path)
    let names = (try? Folder.entries("/proc")) ?? []
    return names.compactMap { Int32($0) }.filter { link("/proc/\($0)/cwd") == own }
  }

  /// Ends them: at once by SIGQUIT, and by SIGKILL what is still there after `seconds`.
  public static func end(in folder: String, seconds: Int = 5) {
    for process in working(in: folder) { kill(process, SIGQUIT) }
    for _ in 0..<(seconds * 50) {
      if working(in: folder).isEmpty { return }
      usleep(20_000)
    }
    for process in working(in: folder) { kill(process, SIGKILL) }
    for _ in 0..<100 where !working(in: folder).isEmpty { usleep(20_000) }
  }

  private static func link(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let length = readlink(path, &buffer, buffer.count)
    return length < 0 ? nil : String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
