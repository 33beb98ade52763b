import Messages
import Model
@testable import Reports

/// A year of seals up to 7 October 2026, as a record of them finds them.
struct SampleSeals {
  /// What the archive knows.
  var history = SealHistory()
  private let noon = Instant(microseconds: 1_791_374_400_000_000)

  /// A good night: one document and one backup, both valid, the document stamped; thirty days of documents before it.
  init() {
    let day = Period(from: noon.advanced(by: -microsecondsPerDay / 2), to: noon.advanced(by: microsecondsPerDay / 2))
    var document = SealHistory.Sealed(
      "2026/OTR-000001", report: "OTR", period: day, moment: noon, sequence: 2,
      previous: String(repeating: "1", count: 64))
    (document.rows, document.bytes, document.digest) = (97, 123_456, String(repeating: "ab", count: 32))
    document.expectsStamp = true
    document.stamp = .init(moment: noon, serial: "0A17", authority: "TSA")
    let backup = SealHistory.Sealed(
      "20261007T231500Z", report: nil, period: day, moment: noon, sequence: 3,
      previous: String(repeating: "2", count: 64))
    history.sealed = [document, backup]
    history.stamps = true
    history.links = 3
    history.chainBegin = .init(sequence: 1, digest: String(repeating: "1", count: 64))
    history.chainEnd = .init(sequence: 3, digest: String(repeating: "3", count: 64))
    let last = CivilDate(year: 2026, month: 10, day: 7)
    history.days = (0..<365).map { offset in
      var day = SealHistory.Day(last.advanced(by: offset - 364), offset < 335 ? .before : .valid)
      if day.state == .valid { (day.documents, day.stamped, day.rows) = (1, 1, ["OTR": 90]) }
      return day
    }
  }
}

/// A month of documents, as a trail of them finds them.
struct SampleTrail {
  /// What the ledger says.
  var trail = TrailHistory()
  private let noon = Instant(microseconds: 1_791_374_400_000_000)

  /// One document that a schedule asked for, its run well ended.
  init() {
    var issued = TrailHistory.Issued("2026/OTR-000001", report: "OTR", at: noon, by: "kamil.demir")
    (issued.requester, issued.mask, issued.rows, issued.ending) = (.schedule("nightly"), "M1", 97, .status(0))
    trail.issued = [issued]
    trail.runs = 1
  }

  /// A document with clear values, asked for by a person.
  mutating func unmask(reason: String?) {
    var issued = TrailHistory.Issued("2026/OTR-000002", report: "OTR", at: noon, by: "kamil.demir")
    (issued.requester, issued.mask, issued.reason) = (.person("kamil.demir"), "M0", reason)
    trail.issued.append(issued)
  }

  /// A run that was broken off.
  mutating func breakOff() {
    trail.failedRuns.append(.init("run nightly", at: noon, by: "kamil.demir", .abandoned))
    trail.runs += 1
  }
}
