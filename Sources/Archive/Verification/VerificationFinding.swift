package import Messages

/// One thing that is not as it was issued.
package struct VerificationFinding: Sendable, Equatable {
  /// What is wrong with it, as scripts read it.
  package enum State: String, Sendable, CaseIterable {
    /// It was changed.
    case tampered
    /// It is not there.
    case missing
    /// It is there, and nobody issued it.
    case extra
    /// It has no seal.
    case unsealed
    /// It has not the time stamp that was to be asked for.
    case unstamped
    /// A number or a period between others has nothing.
    case gap
    /// The end of the ledger is not there.
    case truncated
    /// It was made anew and sealed again.
    case resealed = "re-sealed"
    /// It is sealed with a key that nobody vouches for.
    case unknownKey = "unknown key"
  }

  /// What is wrong with it.
  package let state: State
  /// What it is: a path relative to what is verified, or the name of what is not there.
  package let subject: String
  /// What was found.
  package let detail: Message

  /// A finding from its parts.
  package init(_ state: State, _ subject: String, _ detail: Message) {
    (self.state, self.subject, self.detail) = (state, subject, detail)
  }

  /// One line.
  package var line: Message {
    Message(tr: "\(name.tr): \(subject): \(detail.tr)", en: "\(name.en): \(subject): \(detail.en)")
  }

  private var name: Message {
    switch state {
    case .tampered: Message(tr: "değiştirilmiş", en: "tampered")
    case .missing: Message(tr: "eksik", en: "missing")
    case .extra: Message(tr: "fazla", en: "extra")
    case .unsealed: Message(tr: "mühürsüz", en: "unsealed")
    case .unstamped: Message(tr: "zaman damgasız", en: "unstamped")
    case .gap: Message(tr: "boşluk", en: "gap")
    case .truncated: Message(tr: "kesilmiş", en: "truncated")
    case .resealed: Message(tr: "yeniden mühürlenmiş", en: "re-sealed")
    case .unknownKey: Message(tr: "bilinmeyen anahtar", en: "unknown key")
    }
  }
}
