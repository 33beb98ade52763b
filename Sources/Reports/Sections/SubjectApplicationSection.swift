package import Documents
import Model

/// A data subject's application: its number, when and how it came in, how the applicant's identity was verified, which
/// rights are exercised, and until when it has to be answered.
package enum SubjectApplicationSection: SectionComposer {
  package static let id = "subject_application"
  package static let title = RequestWordKey.sectionSubjectApplication
  package static let inputs = SectionInputs.needs(.answers)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let (question, words) = (try context.givenQuestion, context.words)
    var section = Section(id: id, title: words[title], sheet: .cover, blocks: [])
    guard case .subject(let application) = question.matter else { return section }
    var fields: [Field] = []
    if let number = question.reference { fields.append(Field(words[.applicationNumber], number)) }
    if let received = question.received {
      fields.append(Field(words[.applicationReceived], QuestionText.moment(received, question, context)))
    }
    fields += [
      Field(words[.applicationChannel], words.name(application.channel)),
      Field(words[.identityCheck], application.identityCheck),
    ]
    fields += application.rights.map { right in
      Field(words[.rightAsked], words(.rightArticle, ["letter": right.letter, "right": words.name(right)]))
    }
    section.blocks = [.fields(fields)]
    guard let deadline = deadline(question, context) else { return section }
    section.blocks = [
      .fields(fields + DeadlineText.fields(deadline, event: words[.applicationReceived], context))
    ]
    section.blocks += DeadlineText.notices(deadline, context)
    return section
  }

  /// The last day to answer (KVKK m.13/2), counted in the document's zone.
  private static func deadline(_ question: Question, _ context: SectionContext) -> LegalDeadline? {
    guard let received = question.received else { return nil }
    let zone = context.facts.zone
    if question.isReceivedOnDay {
      return LegalDeadline(.days(days), fromDay: zone.localTime(at: received).date, in: zone)
    }
    return LegalDeadline(.days(days), from: received, in: zone)
  }

  private static let days = 30
}
