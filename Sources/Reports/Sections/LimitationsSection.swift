import Records
package import Documents
import Model

/// What the document cannot say: missing columns, estimated ends, unmapped words, masking.
package enum LimitationsSection: SectionComposer {
  package static let id = "limitations"
  package static let title = WordKey.sectionLimitations
  package static let inputs = SectionInputs.none

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let words = context.words
    let missing = context.missingColumns
    var blocks: [Block] = []
    if !missing.isEmpty {
      blocks.append(.paragraph(words(.missingColumns, ["columns": words.fields(missing)])))
    }
    if let servers = context.facts.source.behind {
      blocks.append(.paragraph(words(.readFromServers, ["servers": servers.names.joined(separator: ", ")])))
      if servers.hasForeignTables { blocks.append(.paragraph(words(.foreignRowsNotDumped, [:]))) }
      if !servers.unguarded.isEmpty {
        let names = servers.unguarded.joined(separator: ", ")
        blocks.append(.paragraph(words(.hiddenRowsUnknown, ["servers": names])))
      }
    }
    if context.isReadApart { blocks.append(.paragraph(words[.readApart])) }
    switch context.deletedSessions {
    case .none: break
    case .lacking: blocks.append(.paragraph(words[.sessionsDeleted]))
    case .kept(let history, _):
      blocks.append(.paragraph(words(.sessionsCaptured, ["since": context.moment(history.since)])))
      if history.isBroken { blocks.append(.paragraph(words[.historyBroken])) }
    }
    if context.sessions != nil { blocks.append(.paragraph(words[.estimatedEnds])) }
    let masking: WordKey = context.mask == .M0 ? .unmaskedNotice : .maskingNotice
    blocks.append(.paragraph(words(masking, ["level": words.name(context.mask)])))
    if context.mask == .M1 { blocks.append(.paragraph(words[.maskingMarks])) }
    if context.showsCountsOnly { blocks.append(.paragraph(words[.countsOnly])) }
    if context.findings == nil, !context.facts.isForSubject { blocks.append(.paragraph(words[.rulesNotRun])) }
    let listed = CoverComposer.listedRows(context)
    if !listed.isEmpty { blocks.append(.fields(listed)) }
    if context.clearedCounts > 0 {
      blocks.append(.paragraph(words(.clearedCounts, ["count": context.count(Int64(context.clearedCounts))])))
    }
    if !context.unmapped.isEmpty {
      // A word that stands on few rows may be somebody's.
      let (listed, rest) = context.merged(context.unmapped.map { ($0, Int64($0.count)) })
      blocks.append(.paragraph(words[.unmappedWords]))
      blocks.append(
        try context.table(
          "unmapped",
          [
            .named(.item, words, .text, width: 26, for: .programs), context.column(.item, .text, 30),
            context.column(.rawType, .text, 40, json: true),
            context.column(.count, .integer, 12, json: true),
          ],
          listed.map { unmapped, count in
            let column = unmapped.column
            return [.text(column.text), .text(words.fields([column])), .text(unmapped.word), context.countCell(count)]
          }
            + (rest.map { [[.text("–"), .text("–"), .text(words[.others]), context.countCell($0)]] } ?? [])))
    }
    return Section(id: id, title: words[title], sheet: .cover, blocks: blocks)
  }
}
