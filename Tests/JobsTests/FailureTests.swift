import Jobs
import Messages
import Support
import Testing

/// What the program exits with when nothing was done.
@Suite struct FailureTests {
  static let statuses: [(FailureKind, Int32)] = [
    (.wrongUsage, 64), (.badData, 65), (.unavailable, 69), (.internalFault, 70), (.cannotCreate, 73),
    (.inputOutput, 74), (.temporary, 75), (.notPermitted, 77), (.misconfigured, 78), (.tampered, 6), (.unexpected, 70),
  ]

  @Test func `every kind has its status`() {
    #expect(Self.statuses.map(\.0) == FailureKind.allCases.sorted { Self.place($0) < Self.place($1) })
    for (kind, status) in Self.statuses { #expect(ExitStatus(of: kind).rawValue == status, "\(kind)") }
  }

  private static func place(_ kind: FailureKind) -> Int { statuses.firstIndex { $0.0 == kind } ?? -1 }

  private struct Explained: ExplainedError {
    let failureKind = FailureKind.temporary
    let message = Message(tr: "kilitli", en: "locked")
    let confidentialWords: String? = "row 7"
  }

  private struct Foreign: Error { let row = "a row's value" }

  @Test func `an error that explains itself keeps its kind, its words and what only the owner may read`() {
    let failure = Failure(Explained()).told(of: "efys")
    #expect(failure.failureKind == .temporary)
    #expect(failure.message == Message(tr: "efys: kilitli", en: "efys: locked"))
    #expect(failure.confidentialWords == "row 7")
  }

  @Test func `an error of a library is told as a defect, by its type and not by its content`() {
    let failure = Failure(Foreign())
    #expect(failure.failureKind == .unexpected)
    for text in [failure.message.tr, failure.message.en] {
      #expect(text.contains("FailureTests") && text.contains("Foreign"))
      #expect(!text.contains("a row's value"))
    }
    #expect(failure.message.en.contains("report it"))
  }
}
