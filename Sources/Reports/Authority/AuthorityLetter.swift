package import Model

/// A written request of an authority: whose it is, when it came, what it asks for, item by item.
package struct AuthorityLetter: Sendable, Equatable {
  /// What an item may ask for.
  package enum Wanted: String, Sendable, CaseIterable {
    /// Whose the account is: name, mail address, when it was created.
    case registration
    /// Which accounts used the address.
    case accounts
    /// When sessions began, and every attempt to sign in.
    case signIns = "sign_ins"
    /// When sessions ended.
    case signOuts = "sign_outs"
    /// From which addresses.
    case addresses
    /// From which source ports.
    case ports
    /// With which devices and browsers.
    case devices

    /// Whether it asks for records, and not for accounts alone.
    package var isOfRecords: Bool { self != .registration && self != .accounts }
  }

  /// How an answer is handed over.
  package enum Channel: String, Sendable, CaseIterable {
    /// Registered electronic mail.
    case kep
    /// The courts' system.
    case uyap
    /// A compact disc or DVD.
    case disc
    /// By hand.
    case hand
    /// By post.
    case post
  }

  /// One thing that is asked.
  package struct Item: Sendable, Equatable {
    /// What is asked, in the letter's words.
    package var asked: String
    /// What is to be told.
    package var wants: [Wanted]
    /// Which rows it is about.
    package var selection: Question.Item
    /// Whether the letter names days and no hours.
    package var lacksHours = false
    /// Whether the letter does not say in which zone its times are.
    package var lacksZone = false
    /// Whether whole days are taken although the letter names no hours: somebody decided so.
    package var acceptsWholeDays = false

    /// An item from its parts.
    package init(asked: String, wants: [Wanted], selection: Question.Item) {
      (self.asked, self.wants, self.selection) = (asked, wants, selection)
    }

    /// Whether it is asked back in place of an answer: a day's use of an address without hours may be that of hundreds.
    package var needsClarification: Bool {
      !selection.networks.isEmpty && selection.users.isEmpty && (lacksHours || lacksZone) && !acceptsWholeDays
    }
  }

  /// A record of a disposal: what of the source was destroyed when its retention had ended.
  package struct Disposal: Sendable, Equatable {
    /// Its number.
    package var number: String
    /// Its date.
    package var date: CivilDate
    /// Whether it is of sessions or of events.
    package var relation: ReportInput
    /// The first day of which records were kept.
    package var until: CivilDate

    /// A disposal from its parts.
    package init(number: String, date: CivilDate, relation: ReportInput, until: CivilDate) {
      (self.number, self.date, self.relation, self.until) = (number, date, relation, until)
    }
  }

  /// The authority.
  package var authority: String
  /// The number of the investigation or case, as the letter has it.
  package var caseNumber: String
  /// The letter's date.
  package var letterDate: CivilDate
  /// The letter's number.
  package var letterNumber: String
  /// Until when an answer is due, counted from its receipt.
  package var deadline: LegalDeadline
  /// The statute it rests on, as the letter or a lawyer has it; nil where nobody said.
  package var basis: String?
  /// How the answer is handed over; nil where nobody said.
  package var channel: Channel?
  /// What is asked.
  package var items: [Item]
  /// What was destroyed before.
  package var disposals: [Disposal] = []

  /// A letter from its parts.
  package init(
    authority: String, caseNumber: String, letterDate: CivilDate, letterNumber: String, deadline: LegalDeadline,
    basis: String? = nil, channel: Channel? = nil, items: [Item], disposals: [Disposal] = []
  ) {
    (self.authority, self.caseNumber, self.letterDate, self.letterNumber) =
      (authority, caseNumber, letterDate, letterNumber)
    (self.deadline, self.basis, self.channel, self.items, self.disposals) =
      (deadline, basis, channel, items, disposals)
  }

  /// Turkish time, in which the deadline is counted and records are shown beside UTC.
  package var turkey: Zone { deadline.zone }
}
