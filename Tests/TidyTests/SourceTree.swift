import Foundation
import Support

/// The repository's Swift files, read as data.
struct SourceTree {
  struct File {
    /// The path relative to the repository.
    let path: String
    let lines: [String]
    /// The folder below `Sources` or `Tests`.
    var room: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
    var name: String { path.split(separator: "/").last.map(String.init) ?? path }
  }

  let files: [File]

  /// Every Swift file below some folders of the repository.
  init(_ folders: String...) throws {
    var files: [File] = []
    for folder in folders {
      let root = URL(fileURLWithPath: Repository.path + "/" + folder)
      let found = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
      for case let url as URL in found?.allObjects ?? [] where url.pathExtension == "swift" {
        let text = try String(contentsOf: url, encoding: .utf8)
        let path = String(url.path.dropFirst(Repository.path.count + 1))
        files.append(
          File(path: path, lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)))
      }
    }
    self.files = files.sorted { $0.path < $1.path }
  }

  /// The names of the files directly in a folder, without their endings.
  static func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: Repository.path + "/" + folder)
      .filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(6)) }.sorted()
  }

  /// A text file of the repository.
  static func text(_ path: String) throws -> String {
    try String(contentsOfFile: Repository.path + "/" + path, encoding: .utf8)
  }
}
