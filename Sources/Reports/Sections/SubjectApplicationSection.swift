import Analysis
package import Documents
import Model
import Records

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
    guard let deadline = context.subjectDeadline else { return section }
    section.blocks = [
      .fields(fields + DeadlineText.fields(deadline, event: words[.applicationReceived], context))
    ]
    section.blocks += DeadlineText.notices(deadline, context)
    return section
  }
}

extension SectionContext {
  /// The last day to answer an application (KVKK m.13/2), counted in the document's zone; nil where nobody applied.
  var subjectDeadline: LegalDeadline? {
    guard let question = facts.question, case .subject = question.matter, let received = question.received else {
      return nil
    }
    let days = LegalDeadline.Rule.days(30)
    if question.isReceivedOnDay {
      return LegalDeadline(days, fromDay: facts.zone.localTime(at: received).date, in: facts.zone)
    }
    return LegalDeadline(days, from: received, in: facts.zone)
  }

  /// What the first page shows an applicant: how much there is, and until when the answer was due.
  var subjectTiles: [Tile]? {
    guard let deadline = subjectDeadline else { return nil }
    let counts = [
      (words[.sectionSubjectSessions], sessions?.totals.counted),
      (words[.sectionSubjectEvents], events?.totals.counted),
    ]
    return counts.compactMap { label, count in
      count.map { Tile(label: label, value: countCell(Int64($0))) }
    } + [
      Tile(
        label: words[.deadlineDue], value: .text(formats.date(deadline.lastDay)),
        remark: DeadlineText.left(deadline, self), isAlert: DeadlineText.isLate(deadline, self))
    ]
  }
}
