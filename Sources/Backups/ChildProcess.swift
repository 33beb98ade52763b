import Files
import Glibc
import Messages
import Subprocess
import Synchronization
import SystemPackage

/// Other programs, run to their end; they end with this one.
enum ChildProcess {
  /// Where a program reads from, or writes to.
  enum Stream {
    /// Nowhere.
    case nothing
    /// An open file or pipe, which is closed here as soon as the program has it.
    case descriptor(SystemPackage.FileDescriptor)
    /// An open file, by the system's number, which stays open here.
    case borrowed(CInt)
  }

  /// How much of a program's complaints is kept, in bytes.
  private static let keptBytes = 1 << 16

  /// Runs a program; what it writes to standard error is in memory only, since it may hold a row.
  ///
  /// `ending` is the signal that asks it to end, SIGTERM or SIGQUIT; `onStart` is told its number.
  static func run(
    _ program: String, _ arguments: [String], environment: [String: String], withheld: [String]? = nil,
    input: Stream = .nothing, output: Stream = .nothing, ending: Int32 = SIGTERM,
    onStart: @Sendable (pid_t) -> Void = { _ in }
  ) async throws -> ChildOutcome {
    let errors = try MemoryFile()
    let status = try await status(
      program, arguments, variables(environment, withheld: withheld), input: input, output: output,
      error: .fileDescriptor(SystemPackage.FileDescriptor(rawValue: errors.number), closeAfterSpawningProcess: false),
      ending, onStart)
    let text = String(decoding: try errors.beginning(upTo: keptBytes), as: UTF8.self)
    return ChildOutcome(program: program, status: status, standardError: text)
  }

  /// Runs a program that says little; returns what it wrote to standard output as well.
  static func answer(_ program: String, _ arguments: [String]) async throws -> (outcome: ChildOutcome, text: String) {
    let output = try MemoryFile()
    let outcome = try await run(program, arguments, environment: [:], output: .borrowed(output.number))
    return (outcome, String(decoding: try output.beginning(), as: UTF8.self))
  }

  private static func status(
    _ program: String, _ arguments: [String], _ variables: [Environment.Key: String?], input: Stream, output: Stream,
    error: FileDescriptorOutput, _ ending: Int32, _ onStart: @Sendable (pid_t) -> Void
  ) async throws -> Int {
    guard let path = Programs.path(of: program) else {
      // The other end of a pipe must not wait for a program that never comes.
      for case .descriptor(let descriptor) in [input, output] { try? descriptor.close() }
      throw BackupError.toolMissing(program)
    }
    // setpriv (util-linux) has the system end the program when this process ends in whatever way, kill -9 included.
    let signal = ending == SIGQUIT ? "QUIT" : "TERM"
    let line = Programs.path(of: "setpriv").map { [$0, "--pdeathsig", signal, "--", path] } ?? [path]
    var options = PlatformOptions()
    // A group of its own, so that what a program has started ends with it.
    options.processGroupID = 0
    let (reading, writing) = (try descriptor(input), try descriptor(output))
    let start = RunningChildren.shared.begin()
    defer { RunningChildren.shared.forget(start) }
    do {
      let result = try await Subprocess.run(
        .path(FilePath(line[0])), arguments: Arguments(line.dropFirst() + arguments),
        environment: .inherit.updating(variables), platformOptions: options,
        input: .fileDescriptor(reading.file, closeAfterSpawningProcess: reading.isOurs),
        output: .fileDescriptor(writing.file, closeAfterSpawningProcess: writing.isOurs), error: error
      ) { execution in
        RunningChildren.shared.insert(execution.processIdentifier.value, start, ending)
        onStart(execution.processIdentifier.value)
      }
      RunningChildren.shared.remove(result.processIdentifier.value)
      switch result.terminationStatus {
      case .exited(let code): return Int(code)
      case .signaled(let signal): return 128 + Int(signal)
      }
    } catch let error as SubprocessError {
      if error.code == .executableNotFound { throw BackupError.toolMissing(program) }
      throw BackupError.toolNotRun(program, reason: error.underlyingError?.description ?? "spawn")
    }
  }

  /// What is changed in the environment: `withheld` are the variables that are taken away from a program that is none of
  /// our tools; nil for those.
  private static func variables(
    _ environment: [String: String], withheld: [String]?
  ) -> [Environment.Key: String?] {
    var changes: [String: String?] = environment
    if let withheld {
      for name in withheld { changes.updateValue(nil, forKey: name) }
    } else {
      // A service would overrule the variables that lead to the server, and an encoding would change what is dumped.
      for name in ["PGSERVICE", "PGCLIENTENCODING"] { changes.updateValue(nil, forKey: name) }
      // Tools are to speak English, since what they say is looked into; LC_ALL=C silences LANGUAGE as well.
      changes["LC_ALL"] = "C"
    }
    var variables: [Environment.Key: String?] = [:]
    for (name, value) in changes {
      if let key = Environment.Key(rawValue: name) { variables.updateValue(value, forKey: key) }
    }
    return variables
  }

  /// A stream's open file, and whether it is to be closed when the program has it.
  private static func descriptor(
    _ stream: Stream
  ) throws(FileError) -> (file: SystemPackage.FileDescriptor, isOurs: Bool) {
    switch stream {
    case .nothing: (try Descriptors.nowhere(), true)
    case .descriptor(let file): (file, true)
    case .borrowed(let number): (SystemPackage.FileDescriptor(rawValue: number), false)
    }
  }
}

/// The programs that run at this moment, so that an interrupted run can end them.
package final class RunningChildren: Sendable {
  /// Those of this process.
  package static let shared = RunningChildren()
  /// With the signal that asks each of them to end.
  private let processes = Mutex<[pid_t: Int32]>([:])
  /// Those that are being started: they may run already while nobody here knows their number.
  private let starts = Mutex<(last: Int, pending: Set<Int>)>((0, []))

  /// Asks every one of them to end, with what they have started, and waits for it; two seconds later there is no asking.
  package func end() {
    for _ in 0..<200 where starts.withLock({ !$0.pending.isEmpty }) { usleep(10_000) }
    var left = processes.withLock { $0 }
    for (process, signal) in left { kill(-process, signal) }
    for _ in 0..<200 {
      left = left.filter { !Self.hasEnded($0.key) }
      if left.isEmpty { return }
      usleep(10_000)
    }
    for process in left.keys { kill(-process, SIGKILL) }
  }

  /// Whether a process is over; its status is left to whoever waits for it.
  private static func hasEnded(_ process: pid_t) -> Bool {
    var information = unsafe siginfo_t()
    let answer = unsafe waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT)
    return unsafe answer < 0 || information.si_signo == SIGCHLD
  }

  /// Says that a program is about to be started.
  func begin() -> Int {
    starts.withLock { starts in
      starts.last += 1
      starts.pending.insert(starts.last)
      return starts.last
    }
  }

  /// Says that a start is over, whatever came of it.
  func forget(_ start: Int) { starts.withLock { _ = $0.pending.remove(start) } }

  func insert(_ process: pid_t, _ start: Int, _ ending: Int32) {
    processes.withLock { $0[process] = ending }
    forget(start)
  }

  func remove(_ process: pid_t) { processes.withLock { $0[process] = nil } }
}
