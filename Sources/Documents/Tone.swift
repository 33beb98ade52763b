/// How a word of a table stands: a small coloured mark beside it, which never stands alone.
public enum Tone: String, Sendable, CaseIterable {
  /// As it should be.
  case good
  /// Not as it should be, and not badly.
  case fair
  /// Badly.
  case bad
  /// Nobody can tell.
  case unknown
}

extension Theme.Colours {
  /// The colour of a mark; it differs from the others in grey print as well.
  public func colour(_ tone: Tone) -> Theme.Colour {
    func severity(_ rank: Int) -> Theme.Colour { severities.indices.contains(rank) ? severities[rank] : muted }
    return switch tone {
    case .good: Theme.Colour(red: 0x2E, green: 0x7D, blue: 0x32)
    case .fair: severity(2)
    case .bad: severity(3)
    case .unknown: severity(0)
    }
  }
}
