import Delivery
import Glibc
import Messages
import Model

/// Tells a monitor that a schedule's run began, and what it exited with (the addresses of healthchecks: `/start`, `/0`).
///
/// Both carry the same number of the run (`rid`). Nothing of it changes what the run does or exits with; a monitor that
/// is down costs at most twice `timeout`, since the run does not wait for it to begin.
struct RunMonitor {
  private let invocation: Invocation
  private let schedule: String

  /// Between two attempts.
  private static let pause: Int64 = 500_000
  /// How often it is tried at most.
  private static let attempts = 3

  /// A monitor of a schedule's run.
  init(_ invocation: Invocation, schedule: String) { (self.invocation, self.schedule) = (invocation, schedule) }

  /// Does a job between the two.
  func watch(_ job: () async throws -> RunResult) async throws -> RunResult {
    guard let settings = invocation.configuration.monitor, !invocation.isDryRun else { return try await job() }
    let number = RunNumber.current
    let begin = Ping(
      url: settings.address(of: schedule, telling: "/start?rid=\(number)"), body: "run \(schedule)",
      timeout: settings.timeout)
    let begun = Task { await begin.send() }
    let result: Result<RunResult, any Error>
    do { result = .success(try await job()) } catch { result = .failure(error) }
    var faults = [await begun.value]
    let status = (try? result.get())?.status ?? Self.status(of: result)
    let end = Ping(
      url: settings.address(of: schedule, telling: "/\(status.rawValue)?rid=\(number)"),
      body: "run \(schedule): exit \(status.rawValue)", timeout: settings.timeout)
    faults.append(await end.send())
    if let fault = faults.compactMap({ $0 }).last { warn(fault) }
    return try result.get()
  }

  private static func status(of result: Result<RunResult, any Error>) -> ExitStatus {
    guard case .failure(let error) = result else { return .done }
    return RunResult(failed: error).status
  }

  private func warn(_ fault: Message) {
    invocation.warn(
      Message(
        tr: "İzleme adresine (monitor) haber verilemedi: \(fault.tr) Çalıştırmanın sonucu değişmedi.",
        en: "The monitor could not be told (monitor): \(fault.en) What the run came to is as it is."))
  }

  /// One thing that is told, again while there is time.
  private struct Ping: Sendable {
    let url: String
    let body: String
    let timeout: Int64

    /// Sends it; returns why it did not arrive.
    func send() async -> Message? {
      await OwnThread.run {
        let end = ContinuousClock.now + .microseconds(timeout)
        var fault: Message?
        for attempt in 1...RunMonitor.attempts {
          let left = (end - ContinuousClock.now) / .microseconds(1)
          guard left > 0 else { break }
          // An attempt that hangs leaves some time to the next ones.
          let share = attempt == RunMonitor.attempts ? left : left / 2
          do throws(HTTPError) {
            var post = HTTPPost(to: url, contentType: "text/plain", answerType: nil)
            post.timeout = max(200_000, Int64(share))
            post.takesAnySuccess = true
            _ = try post.send(Array(body.utf8))
            return nil
          } catch {
            fault = error.withoutAddress
          }
          usleep(UInt32(RunMonitor.pause))
        }
        return fault
      }
    }
  }
}
