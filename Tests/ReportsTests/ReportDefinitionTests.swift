import Messages
import Reports
import Settings
import Testing

@Suite struct `A report's definition` {
  struct Case: Sendable, CustomTestStringConvertible {
    let subject: ReportDefinition.Subject
    let sections: [String]
    let needs: Set<ReportInput>
    var inputs: Set<ReportInput>
    var looksBack = false
    var testDescription: String { "\(subject): \(sections.joined(separator: ", "))" }
  }

  @Test(arguments: [
    Case(subject: .sessions, sections: ["purpose"], needs: [.sessions], inputs: [.sessions]),
    Case(
      subject: .events, sections: ["findings_summary", "module_errors"], needs: [.events],
      inputs: [.events, .findings, .logs], looksBack: true),
    Case(subject: .events, sections: ["event_changes"], needs: [.events], inputs: [.events], looksBack: true),
    Case(
      subject: .events,
      sections: ["event_types", "breach_assessment", "rule_settings", "false_positives", "human_review"],
      needs: [.events, .findings], inputs: [.events, .findings], looksBack: true),
    Case(
      subject: .sessions, sections: ["users", "{ id: users, of: events }", "finding_users"],
      needs: [.sessions, .events, .findings], inputs: [.sessions, .events, .findings], looksBack: true),
    Case(
      subject: .findings, sections: ["{ id: days, of: sessions }"], needs: [.findings, .sessions],
      inputs: [.findings, .sessions], looksBack: true),
  ])
  func `says by its sections what is read`(_ trial: Case) throws {
    let definition = try SectionTrial.definition(trial.subject, trial.sections)
    #expect(definition.needs == trial.needs)
    #expect(definition.inputs == trial.inputs)
    #expect(definition.looksBack == trial.looksBack)
  }

  @Test func `is refused without a section`() {
    let error = #expect(throws: SettingsError.self) { try SectionTrial.definition(.events, []) }
    #expect(error?.message[.en].contains("“sections” needs at least one section.") == true)
  }

  @Test(arguments: [
    ("{ id: event_types, of: events }", "19:28", "“of” goes with sections that can be made from sessions or from"),
    ("{ id: users, of: findings }", "19:22", "needs one of sessions, events"),
    ("{ id: users, off: events }", "19:18", "Did you mean “of”?"),
    ("summary", "19:5", "the section “summary” stands twice."),
    ("{ id: summary }", "19:5", "the section “summary” stands twice."),
  ])
  func `is refused where a section cannot be what it says`(_ section: String, _ place: String, _ complaint: String)
    throws
  {
    let error = #expect(throws: SettingsError.self) { try SectionTrial.definition(.events, ["summary", section]) }
    #expect(error?.message[.en].hasPrefix("OTR.yaml:\(place): ") == true, "\(String(describing: error))")
    #expect(error?.message[.en].contains(complaint) == true, "\(String(describing: error))")
  }
}
