import Foundation
import Testing

/// Many nights over one archive, most with a fault, judged by a checker of its own (`nights.py`).
///
/// `make test` passes each kind of night once; `TUTANAK_FUZZ=<rounds>` passes forty a round, each with a seed of its own.
@Suite(.serialized) struct FortyNightsTests {
  private static let rounds = ProcessInfo.processInfo.environment["TUTANAK_FUZZ"].flatMap { UInt64($0) }

  @Test(.timeLimit(.minutes(60)), arguments: 1...(rounds ?? 1))
  func `everything due is issued once, whole and numbered without holes, whatever happened`(seed: UInt64) throws {
    let nights = try NightSequence(seed: seed)
    try nights.pass(nights: Self.rounds == nil ? NightSequence.Fault.allCases.count : 40)
    // And the checker is awake.
    for (command, complaint) in NightSequence.sabotage {
      #expect(try nights.checkerSees(command, complaint), "\(command)")
    }
  }
}
