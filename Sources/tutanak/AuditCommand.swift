import ArgumentParser

/// `tutanak audit`: questions that a person asks now.
struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Answer a question about addresses or people with a document.",
    discussion: Tutanak.exitStatus,
    subcommands: [
      AuditAddress.self, AuditSubject.self, AuditAuthority.self, AuditIncident.self, AuditRequests.self,
      AuditApprove.self,
    ])
}
