import Messages
package import Documents

/// How the rows were read and the durations counted, so that another expert can do it again.
package enum MethodSection: SectionComposer {
  package static let id = "method"
  package static let title = WordKey.sectionMethod
  package static let inputs = SectionInputs.none

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let words = context.words
    let source = context.facts.source
    var fields = [
      Field(words[.fieldSource], "\(source.name) (\(source.title[context.facts.language]), \(source.system))"),
      Field(words[.fieldServer], "PostgreSQL \(source.serverVersion)"),
      Field(words[.fieldDatabase], source.database), Field(words[.fieldRole], source.role),
      Field(words[.fieldCluster], source.systemIdentifier ?? words[.notReadable]),
    ]
    fields += TechnicalSection.eventsServer(context)
    if !source.parameters.isEmpty {
      let values = source.parameters.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
      fields.append(Field(words[.fieldQueryParameters], values.joined(separator: "; ")))
    }
    fields += source.queryDigests.map {
      Field(words(.fieldQueryDigest, ["relation": $0.relation]), $0.digest)
    }
    let reading =
      source.behind.map { words(.methodReadingServers, ["servers": $0.names.joined(separator: ", ")]) }
      ?? words[.methodReading]
    var blocks: [Block] = [.paragraph(reading), .fields(fields)]
    let needs = context.definition.readWhole
    if needs.contains(.findings) { blocks.append(.paragraph(words[.methodRules])) }
    if !needs.isDisjoint(with: [.findings, .sessions]) { blocks.append(.paragraph(words[.methodEnds])) }
    if needs.contains(.sessions) { blocks.append(.paragraph(words[.methodDurations])) }
    if needs.contains(.events) { blocks.append(.paragraph(words[.methodEvents])) }
    return Section(id: id, title: words[title], sheet: .cover, blocks: blocks)
  }
}
