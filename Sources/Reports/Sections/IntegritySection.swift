package import Documents

/// Where the digests are, with which key they are sealed, and whether a time stamp is asked for.
package enum IntegritySection: SectionComposer {
  package static let id = "integrity"
  package static let title = WordKey.sectionIntegrity
  package static let inputs = SectionInputs.none

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let words = context.words
    // The PDF is drawn last and holds what its annexes' digests are.
    let isBound = context.outputs.contains(.paged) && context.outputs.count > 1
    return Section(
      id: id, title: words[title], sheet: .cover,
      blocks: [
        .paragraph(words[.integrityDigests] + (isBound ? " " + words[.integrityBound] : "")),
        .paragraph(words[.integrityData]),
      ] + seal(context) + [.notice(timeStamp(context))])
  }

  /// That a time stamp is asked for, and how to see whether it was obtained: the document is drawn before.
  static func timeStamp(_ context: SectionContext) -> String {
    guard let authority = context.facts.seal?.timeStampAuthority else { return context.words[.noTimeStamp] }
    return context.words(.timeStampAsked, ["authority": authority])
  }

  /// With which key the list of digests is sealed, and what that shows.
  private static func seal(_ context: SectionContext) -> [Block] {
    guard let seal = context.facts.seal else { return [] }
    let values = ["fingerprint": seal.fingerprint, "subject": seal.subject]
    return [
      .paragraph(context.words(.sealStatement, values)),
      .paragraph(seal.isSelfSigned ? context.words[.sealSelfSigned] : context.words(.sealCertified, values)),
    ]
  }
}
