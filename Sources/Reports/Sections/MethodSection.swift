import Messages
package import Documents

/// How the rows were read and the durations counted, so that another expert can do it again.
package enum MethodSection: SectionComposer {
  package static let id = "method"

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section? {
    let words = context.words
    let source = context.facts.source
    var fields = [
      Field(words[.fieldSource], "\(source.name) (\(source.title[context.facts.language]), \(source.system))"),
      Field(words[.fieldServer], "PostgreSQL \(source.serverVersion)"),
      Field(words[.fieldDatabase], source.database), Field(words[.fieldRole], source.role),
      Field(words[.fieldCluster], source.systemIdentifier ?? words[.notReadable]),
    ]
    fields += source.queryDigests.map {
      Field(words(.fieldQueryDigest, ["relation": $0.relation]), $0.digest)
    }
    var blocks: [Block] = [.paragraph(words[.methodReading]), .fields(fields)]
    switch context.definition.subject {
    case .sessions: blocks += [.paragraph(words[.methodEnds]), .paragraph(words[.methodDurations])]
    case .events: blocks.append(.paragraph(words[.methodEvents]))
    case .findings: blocks += [.paragraph(words[.methodRules]), .paragraph(words[.methodEnds])]
    }
    return Section(id: id, title: words[.sectionMethod], sheet: .cover, blocks: blocks)
  }
}
