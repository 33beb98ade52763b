import Documents
import Records
import Model

/// What an answer to an authority states of its own making: what the source keeps, the clocks, and what is held.
package struct AuthorityFacts: Sendable {
  /// What was measured of the clocks when the document was made.
  package struct Clocks: Sendable, Equatable {
    /// What keeps this machine's clock in step.
    package struct Keeper: Sendable, Equatable {
      /// The source it follows.
      package var source: String
      /// How many steps that is away from a reference clock.
      package var stratum: Int
      /// How far the clock is off, either way, in microseconds.
      package var offset: Int64

      /// A keeper from its parts.
      package init(source: String, stratum: Int, offset: Int64) {
        (self.source, self.stratum, self.offset) = (source, stratum, offset)
      }
    }

    /// What keeps the clock; nil where nobody says.
    package var keeper: Keeper?
    /// How far the server's clock is ahead of this machine's, in microseconds; nil where they could not be compared.
    package var serverAhead: Int64?
    /// How far that may be off, either way, in microseconds.
    package var uncertainty: Int64?

    /// What was measured.
    package init(keeper: Keeper?, serverAhead: Int64?, uncertainty: Int64?) {
      (self.keeper, self.serverAhead, self.uncertainty) = (keeper, serverAhead, uncertainty)
    }
  }

  /// What of the source answers are decided from.
  package var supply: AuthoritySupply
  /// The clocks; nil where the document's moment was given, since then the same run makes the same document.
  package var clocks: Clocks?
  /// The backup that holds the rows, by name; nil where there is none.
  package var heldBackup: String?

  /// Facts from their parts.
  package init(supply: AuthoritySupply, clocks: Clocks?, heldBackup: String?) {
    (self.supply, self.clocks, self.heldBackup) = (supply, clocks, heldBackup)
  }
}

/// An authority's letter with everything that its sections are composed from.
struct AuthorityCase {
  let letter: AuthorityLetter
  let rows: AuthorityRows
  let facts: AuthorityFacts
  let answers: [AuthorityAnswer]
  let text: AuthorityText

  /// The field that says when the letter came, and until when it is to be answered.
  var event: String { text.context.words[.authorityReceived] }
}

extension SectionContext {
  /// The letter with what was found to it; nil in a document that answers none.
  var authority: AuthorityCase? {
    guard case .authority(let letter) = facts.question?.matter, let rows = answers?.authority,
      let authority = facts.authority
    else { return nil }
    let decision = AuthorityDecision(letter: letter, supply: authority.supply, period: facts.period)
    let answers = rows.found.enumerated().flatMap { decision.answers(to: $0.offset, $0.element) }
    return AuthorityCase(
      letter: letter, rows: rows, facts: authority, answers: answers,
      text: AuthorityText(letter: letter, context: self))
  }

  /// A section about a letter in a document that answers none: its heading, and that nothing follows.
  func withoutLetter(_ choice: ReportDefinition.SectionChoice) -> Section {
    Section(
      id: choice.id, title: words[choice.kind.title], sheet: .cover, blocks: [.paragraph(words[.authorityNoLetter])])
  }

  /// What the first page shows of an answer: how much was asked and found, and until when it is due.
  var authorityTiles: [Tile]? {
    authority.map { authority in
      let deadline = authority.letter.deadline
      let found = Int64(authority.answers.filter { $0.state == .found }.count)
      return [
        Tile(label: words[.authorityItems], value: .integer(Int64(authority.letter.items.count))),
        Tile(
          label: words[.authorityTileFound], value: .integer(found),
          remark: words(.authorityTileOf, ["count": formats.integer(Int64(authority.answers.count))])),
        Tile(label: words[.authoritySectionRecords], value: .integer(Int64(authority.rows.records.count))),
        Tile(
          label: words[.deadlineDue], value: .text(formats.date(deadline.lastDay)),
          remark: DeadlineText.left(deadline, self), isAlert: DeadlineText.isLate(deadline, self)),
      ]
    }
  }
}
