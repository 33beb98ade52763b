import Documents
import Glibc
import Messages
import Model

/// Where the run over an archive is, or how the last one ended: for the next one, and for whoever meets its lock.
///
/// Times are UTC by this machine's clock. See ``RunStateFile`` for where it lies.
struct RunState: Codable, Sendable {
  /// How far it has come.
  enum Stage: String, Codable, Sendable {
    case running, done, failed, interrupted
  }

  /// Why a run ended before it was done.
  enum Reason: Sendable, Equatable {
    case signal(Int)
    case deadline

    /// How it is written down.
    var text: String {
      switch self {
      case .signal(let number): "signal \(number)"
      case .deadline: "deadline"
      }
    }

    /// The reason in words.
    var words: Message {
      switch self {
      case .signal(let number): Message(tr: "sinyal \(number) alındı", en: "signal \(number) arrived")
      case .deadline: Message(tr: "süre sınırı (deadline) doldu", en: "the deadline passed")
      }
    }

    init?(text: String) {
      if text == "deadline" {
        self = .deadline
      } else if text.hasPrefix("signal "), let number = Int(text.dropFirst(7)) {
        self = .signal(number)
      } else {
        return nil
      }
    }
  }

  /// How far it has come.
  var state: Stage
  /// The process.
  let pid: Int32
  /// When this was written.
  var at: String
  /// When the run began; nil in files of older versions, as are the next two.
  let began: String?
  /// What it does, such as `run nightly`.
  let command: String?
  /// When its deadline ends it.
  let deadline: String?
  /// Why it was interrupted.
  var reason: String?

  /// The state of a run that begins now; `deadline` is in microseconds from now.
  init(command: String, deadline: Int64?) {
    let now = SystemClock.now()
    state = .running
    pid = getpid()
    at = Self.text(now)
    began = at
    self.command = command
    self.deadline = deadline.map { Self.text(now.advanced(by: $0)) }
  }

  /// What is written down of this run when it has come to a stage.
  func json(_ stage: Stage, _ reason: Reason?) -> JSONValue {
    func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    return .object([
      .init("state", .string(stage.rawValue)), .init("pid", .integer(Int64(pid))),
      .init("at", .string(Self.text(SystemClock.now()))), .init("began", text(began)),
      .init("command", text(command)), .init("deadline", text(deadline)), .init("reason", text(reason?.text)),
    ])
  }

  /// Seconds are enough for a person.
  private static func text(_ instant: Instant) -> String { String(instant.iso8601.prefix(19)) + "Z" }
}

extension RunState {
  /// What is said to the run after one that did not end; nil when it did.
  var remark: Message? {
    let what = [command ?? "?", "pid \(pid)", began].compactMap { $0 }.joined(separator: ", ")
    switch state {
    case .done, .failed: return nil
    case .interrupted:
      let why =
        reason.flatMap { Reason(text: $0)?.words } ?? Message(tr: "nedeni bilinmiyor", en: "nobody knows why")
      return Message(
        tr: "Önceki çalıştırma (\(what)) \(at) anında kesildi: \(why.tr). Yarım kalan hiçbir şey yayımlanmadı.",
        en: "The run before this one (\(what)) was interrupted at \(at): \(why.en). Nothing unfinished was published.")
    case .running:
      return Message(
        tr: "Önceki çalıştırma (\(what)) sonunu yazamadan bitti: öldürüldü (kill -9, bellek) veya makine durdu. Yarım "
          + "kalan hiçbir şey yayımlanmadı.",
        en: "The run before this one (\(what)) ended without a word: it was killed (kill -9, out of memory) or the "
          + "machine stopped. Nothing unfinished was published.")
    }
  }

  /// What is said to a run that meets the lock of this one.
  var busy: Message {
    guard state == .running, kill(pid, 0) == 0 || errno == EPERM else {
      return Message(
        tr: "Bu arşivde başka bir çalıştırma sürüyor; bitince yeniden deneyin.",
        en: "Another run is under way in this archive; try again when it has ended.")
    }
    let (what, since) = (command ?? "?", began ?? at)
    let end =
      deadline.map {
        Message(
          tr: "Süre sınırı (deadline) onu en geç \($0) anında bitirir",
          en: "its deadline ends it at \($0) at the latest")
      } ?? Message(tr: "Süre sınırı (deadline) yok", en: "it has no deadline")
    return Message(
      tr: "Bu arşivde başka bir çalıştırma sürüyor: “\(what)”, süreç \(pid), \(since) anından beri. \(end.tr); bitince "
        + "yeniden deneyin.",
      en: "Another run is under way in this archive: “\(what)”, process \(pid), since \(since); \(end.en). Try again "
        + "when it has ended.")
  }
}
