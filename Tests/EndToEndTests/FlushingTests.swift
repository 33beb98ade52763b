import Files
import Foundation
import Support
import Testing

/// What a night publishes is on the disk before it has its name, and the name is on the disk before the night is over.
@Suite struct FlushingTests {
  /// A library that stands before the system's own and writes down what is flushed and renamed, with paths.
  private static let witness = """
    #include <fcntl.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <unistd.h>

    static void note(const char *act, const char *first, const char *second) {
      const char *path = getenv("FLUSH_LOG");
      int file = path ? open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600) : -1;
      if (file < 0) return;
      dprintf(file, "%s\\t%s\\t%s\\n", act, first, second);
      close(file);
    }

    int fsync(int number) {
      int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
      char link[64], path[4096];
      snprintf(link, sizeof link, "/proc/self/fd/%d", number);
      ssize_t length = readlink(link, path, sizeof path - 1);
      path[length < 0 ? 0 : length] = 0;
      int result = real(number);
      if (result == 0) note("fsync", path, "");
      return result;
    }

    int rename(const char *from, const char *to) {
      int (*real)(const char *, const char *) = (int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename");
      int result = real(from, to);
      if (result == 0) note("rename", from, to);
      return result;
    }
    """

  /// One flush, or one file or folder that got its name.
  private struct Act {
    let name: String
    let first: String
    let second: String

    init(_ line: Substring) {
      let words = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      (name, first, second) = (words[0], words[1], words[2])
    }
  }

  @Test func `files before their folder's name, its name before the end`() throws {
    let installation = try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysSmall),
      settings: ["formats": "[json]", "backup": "{ format: directory, compression: gzip }"])
    let log = installation.folder.path + "/flushes"
    let environment = try Preload.build(Self.witness, in: installation.folder).merging(["FLUSH_LOG": log]) { $1 }
    let outcome = try installation.run("run", "nightly", environment: environment)
    try #require(outcome.status == 0, "\(outcome.errors)")
    let acts = try InputFile.text(log).split(separator: "\n").map { Act($0) }
    let published = installation.packages.map(\.folder) + [try installation.onlyBackup()]
    #expect(published.count == 4)
    for folder in published {
      let naming = try #require(acts.firstIndex { $0.name == "rename" && $0.second == folder }, "\(folder)")
      let partial = acts[naming].first
      let files = try #require(FileManager.default.enumerator(atPath: folder)?.allObjects as? [String])
      #expect(files.count > 2)
      for file in files + [""] {
        let path = file.isEmpty ? partial : partial + "/" + file
        #expect(acts[..<naming].contains { $0.name == "fsync" && $0.first == path }, "\(path) was not flushed")
      }
      let parent = (folder as NSString).deletingLastPathComponent
      #expect(acts[naming...].contains { $0.name == "fsync" && $0.first == parent }, "\(parent) was not flushed")
    }
  }
}
