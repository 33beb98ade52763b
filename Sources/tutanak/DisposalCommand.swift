import ArgumentParser

/// `tutanak disposal`: legal holds of records whose retention would end; nothing is ever removed.
struct DisposalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disposal", abstract: "Legal holds: keep a rule's records from being disposed of.",
    discussion: Tutanak.exitStatus, subcommands: [DisposalHold.self, DisposalRelease.self])
}
