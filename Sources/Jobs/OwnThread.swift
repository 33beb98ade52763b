import Foundation

/// Work that keeps a thread busy for long, such as drawing, on a thread of its own.
///
/// The threads that Swift gives to tasks are as many as the machine has cores: a workbook on each of them would keep
/// everything else waiting, the next step of a dump as well.
enum OwnThread {
  /// As much as the main thread has; others are given less.
  private static let stackSize = 8 << 20

  /// Runs a body to its end on a new thread, and suspends meanwhile.
  static func run<Success: Sendable>(_ body: @escaping @Sendable () -> Success) async -> Success {
    await withCheckedContinuation { continuation in
      start { continuation.resume(returning: body()) }
    }
  }

  /// Runs a body to its end on a new thread; nobody waits for it here.
  static func start(_ body: @escaping @Sendable () -> Void) {
    let thread = Thread(block: body)
    thread.stackSize = stackSize
    thread.start()
  }
}
