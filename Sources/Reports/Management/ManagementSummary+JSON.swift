import Documents

extension SummaryComposer {
  /// How many indicators stand in which way, and how many documents were read.
  func managementMembers(_ summary: ManagementSummary) -> [JSONValue.Member] {
    let states = ManagementState.allCases.map { ("indicators_\($0.rawValue)", summary.indicators($0).count) }
    let counts =
      [
        ("indicators", ManagementSummary.Indicator.allCases.count), ("sources", summary.sources.count),
        ("documents_read", summary.documents.count { $0.isRead }), ("documents_unread", summary.unread.count),
      ] + states
    return [.init("counts", .object(counts.map { .init($0.0, .integer(Int64($0.1))) }))]
  }
}
