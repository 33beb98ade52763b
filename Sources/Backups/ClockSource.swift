import Files
import Messages

/// What chrony says of this machine's clock, where it keeps it: which source it follows, and how far it is off.
package struct ClockSource: Sendable, Equatable {
  /// The name or address of the source it follows.
  package let source: String
  /// How many steps the source is away from a reference clock.
  package let stratum: Int
  /// How far the clock is from the source's time, either way, in microseconds.
  package let offset: Int64

  /// Asks `chronyc`; nil where it is not installed, follows no source, or has not answered within a second.
  package static func chrony() async -> ClockSource? {
    guard let path = Programs.path(of: "chronyc") else { return nil }
    return await withTaskGroup(of: ClockSource?.self) { group in
      group.addTask {
        guard let (outcome, text) = try? await ChildProcess.answer(path, ["-c", "-n", "tracking"]), outcome.isSuccess
        else { return nil }
        return ClockSource(line: text)
      }
      group.addTask {
        try? await Task.sleep(for: .seconds(1))
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
  }

  /// Reads `chronyc -c tracking`: identifier, source, stratum, reference time, offset in seconds, and more.
  package init?(line: String) {
    let fields = line.split(separator: "\n").first?.split(separator: ",", omittingEmptySubsequences: false) ?? []
    guard fields.count >= 14, !fields[1].isEmpty, let stratum = Int(fields[2]), stratum > 0,
      let offset = Double(fields[4]), abs(offset) < 1e9, fields[13] != "Not synchronised"
    else { return nil }
    (source, self.stratum) = (VisibleText.of(String(fields[1])), stratum)
    self.offset = Int64((abs(offset) * 1_000_000).rounded())
  }
}
