import Files

/// The programs of a PostgreSQL server that can be started for a drill.
package struct ServerPrograms: Sendable {
  /// Their folder.
  package let folder: String
  /// Their major version.
  package let major: Int

  var initdb: String { folder + "/initdb" }
  var postgres: String { folder + "/postgres" }

  /// Finds those that `named` is the folder of, else of a major version, else of the newest one installed.
  ///
  /// `scratch` is a folder for what they write.
  package static func find(named: String?, major: Int, scratch: String) async throws -> ServerPrograms {
    if let named {
      let programs = ServerPrograms(folder: named, major: try await version(in: named, scratch: scratch) ?? 0)
      guard programs.major > 0 else { throw RestoreError.serverMissing(major: major) }
      guard programs.major >= major else {
        throw RestoreError.serverTooOld(folder: named, version: programs.major, major: major)
      }
      return programs
    }
    let parent = "/usr/lib/postgresql"
    let installed = ((try? Folder.entries(parent)) ?? []).compactMap { Int($0) }.filter { $0 >= major }.sorted()
    let folders = (installed.first == major ? installed : installed.reversed()).map { "\(parent)/\($0)/bin" }
    let onPath = Programs.path(of: "initdb").map { String($0.dropLast("/initdb".count)) }
    for folder in folders + (onPath.map { [$0] } ?? []) {
      guard let version = try await version(in: folder, scratch: scratch), version >= major else { continue }
      return ServerPrograms(folder: folder, major: version)
    }
    throw RestoreError.serverMissing(major: major)
  }

  /// The major version of a folder's server; nil where there is none.
  private static func version(in folder: String, scratch: String) async throws -> Int? {
    guard Programs.path(of: folder + "/initdb") != nil, let postgres = Programs.path(of: folder + "/postgres") else {
      return nil
    }
    let output = scratch + "/version.partial"
    defer { try? Folder.remove(output) }
    let asking = ProgramPipe.Stage(postgres, ["--version"])
    let outcomes = try await ProgramPipe.run([asking], reading: nil, writing: output, in: scratch)
    guard outcomes.allSatisfy(\.isSuccess) else { return nil }
    let words = try InputFile.text(output).split(separator: " ")
    return words.lazy.compactMap { Int($0.prefix { $0.isNumber }) }.first
  }
}
