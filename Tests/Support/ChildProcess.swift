import Foundation
import Glibc

/// Another program while it runs.
///
/// Foundation's `Process` notices an end only when every descendant of the program is gone too, so a server left
/// behind would hang the tests that look for one.
package struct ChildProcess: Sendable {
  /// Where a program reads from or writes to.
  package enum Stream {
    case file(String)
    case descriptor(CInt)
  }

  /// The system's number for the process.
  package let identifier: Int32

  /// Starts a program found on the PATH.
  ///
  /// `environment` is added to this process's own, nil removes a variable.
  package init(
    _ words: [String], environment: [String: String?] = [:], in folder: String? = nil, input: Stream, output: Stream,
    errors: Stream
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, stream) in [input, output, errors].enumerated() {
      switch stream {
      case .file(let path):
        let flags = number == 0 ? O_RDONLY : O_WRONLY | O_CREAT | O_TRUNC
        posix_spawn_file_actions_addopen(&actions, CInt(number), path, flags, 0o600)
      case .descriptor(let descriptor):
        posix_spawn_file_actions_adddup2(&actions, descriptor, CInt(number))
      }
    }
    // What other tests have open is theirs: a file still open for writing in a child cannot be run, for one.
    for descriptor in 3..<CInt(1024) { posix_spawn_file_actions_addclose(&actions, descriptor) }

    // The tests' threads keep signals away from themselves; the program shall get them.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

    var variables = ProcessInfo.processInfo.environment
    for (name, value) in environment { variables[name] = value }
    let words = (folder.map { ["env", "-C", $0] } ?? []) + words
    var arguments = words.map { strdup($0) } + [nil]
    var settings = variables.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in arguments + settings { free(text) } }
    var identifier: pid_t = 0
    let code = posix_spawnp(&identifier, words[0], &actions, &attributes, &arguments, &settings)
    guard code == 0 else { throw StartFailure(program: words[0], reason: String(cString: strerror(code))) }
    self.identifier = identifier
  }

  /// Waits for the end: the exit status, or 128 and the number of the signal that ended it.
  package func wait() -> Int32 {
    var status: CInt = 0
    while waitpid(identifier, &status, 0) < 0 && errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  /// A program that could not be started.
  struct StartFailure: Error {
    let program: String
    let reason: String
  }
}
