import ArgumentParser

/// `tutanak disposal`: legal holds, and disposals that are planned, approved of by a second person and carried out.
struct DisposalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disposal", abstract: "Dispose of records whose retention has ended, or hold them.",
    discussion: Tutanak.exitStatus,
    subcommands: [
      DisposalPlan.self, DisposalApprove.self, DisposalRun.self, DisposalList.self, DisposalClose.self,
      DisposalHold.self, DisposalRelease.self,
    ])
}
