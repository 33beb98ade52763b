import Model
import Reports

/// A month over two sources as a test of sections sees it: something missing, something hidden, something not known.
enum SampleManagement {
  static var summary: ManagementSummary {
    var summary = ManagementSummary()
    var before = ManagementSummary.Month(CivilDate(year: 2026, month: 9, day: 1))
    before.parts["a"] = [
      .registersMissing: ManagementValue(2, of: 90, from: ["2026/OTR-000001"]),
      .severeFindings: ManagementValue(9, from: ["2026/ANM-000001"]),
    ]
    var month = ManagementSummary.Month(CivilDate(year: 2026, month: 10, day: 1))
    var hidden = ManagementValue(3, from: ["2026/ANM-000031"])
    hidden.most = 7
    month.parts["a"] = [
      .registersMissing: ManagementValue(1, of: 93, from: ["2026/OTR-000031", "2026/OTR-000032", "2026/OTR-000034"]),
      .severeFindings: hidden, .retentionOverdue: ManagementValue(.init(.noRules, "a")),
      .sealsBroken: ManagementValue(0, of: 40, from: ["2026/MHR-000002"]),
    ]
    month.parts["b"] = [
      .sealsBroken: ManagementValue(.init(.unreadable, "b", "2026/MHR-000003")),
      .nightsWithoutBackup: ManagementValue(0, of: 31, from: ["2026/YDK-000003"]),
    ]
    summary.months = [before, month]
    summary.targets = [
      .registersMissing: .init(limit: 0, tolerated: 0), .sealsBroken: .init(limit: 0, tolerated: 0),
      .nightsWithoutBackup: .init(limit: 0, tolerated: 0), .retentionOverdue: .init(limit: 0, tolerated: 0),
    ]
    summary.responsible = [.sealsBroken: "IT"]
    summary.sources = ["a", "b"]
    summary.documents = [
      .init(number: "2026/MHR-000002", report: "MHR", source: "a", period: nil, isRead: true),
      .init(number: "2026/MHR-000003", report: "MHR", source: "b", period: nil, isRead: false),
    ]
    var kind = ManagementSummary.Kind(source: "a", rule: "A02")
    for _ in 1...2 { kind.add(.high, .undecided, isBreach: false, in: "2026/ANM-000031") }
    kind.add(.critical, .confirmed, isBreach: true, in: "2026/ANM-000033")
    summary.kinds = [kind]
    var incident = ManagementSummary.IncidentKind(source: "a", rules: "A02, A05")
    incident.add(.confirmed, isBreach: true, in: "2026/ANM-000033")
    summary.incidents = [incident]
    summary.kindDocuments = ["a": ["2026/ANM-000031", "2026/ANM-000032", "2026/ANM-000033"]]
    summary.unusedReviews = ["2026-ANM-000001/001"]
    return summary
  }
}
