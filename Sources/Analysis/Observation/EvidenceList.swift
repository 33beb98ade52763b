public import Model

/// A digest of identifiers that grows as they come; who runs the analysis lends one for each list of evidence.
public protocol IdentifierDigest: AnyObject {
  /// Adds an identifier, kept apart from those before it.
  func add(_ identifier: Identifier)
  /// The digest of everything added as hexadecimal digits.
  func hexadecimal() -> String
}

/// The rows a finding rests on: how many, the first and last 25 of their identifiers, a digest of all, and whom and what
/// all of them name.
///
/// Memory does not grow with the rows beyond what ``EvidenceLinks`` holds.
public struct EvidenceList {
  /// How many rows.
  public private(set) var count = 0
  /// Whether the identifiers are those of sessions; where rows of both kinds occur, a session's begins with `session:`.
  public let areSessions: Bool
  /// The users, addresses and sessions of all rows.
  public private(set) var links = EvidenceLinks()
  /// The first identifiers, at most 25.
  private var head: [Identifier] = []
  private var tail: [Identifier] = []
  private var tailStart = 0
  private let digest: any IdentifierDigest

  private static let limit = 25

  /// No rows yet.
  init(ofSessions areSessions: Bool = false, digest: any IdentifierDigest) {
    self.areSessions = areSessions
    self.digest = digest
  }

  /// Adds a row.
  public mutating func append(_ row: EvidenceRow) {
    links.add(row)
    append(row.id)
  }

  /// No rows yet, of those that name all this and will be listed by their identifiers alone.
  func resting(on links: EvidenceLinks) -> EvidenceList {
    var list = self
    list.links = links
    return list
  }

  /// Adds a row by its identifier alone.
  mutating func append(_ identifier: Identifier) {
    count += 1
    digest.add(identifier)
    if head.count < Self.limit {
      head.append(identifier)
    } else if tail.count < Self.limit {
      tail.append(identifier)
    } else {
      tail[tailStart] = identifier
      tailStart = (tailStart + 1) % Self.limit
    }
  }

  /// The first and last identifiers in order; all of them up to fifty.
  public var identifiers: [Identifier] { head + tail[tailStart...] + tail[..<tailStart] }

  /// The digest of all identifiers in order, as 64 hexadecimal digits.
  public var sha256: String { digest.hexadecimal() }
}
