/// One session as a live store holds it, such as a key of Redis: what the application itself asks while it serves.
public struct LiveSession: Sendable, Equatable {
  /// The identifier, the same as that of the session's row in the database.
  public let id: Identifier
  /// The identity it belongs to, as rows of the database name it; nil where the store names nobody.
  public var userKey: Identifier?
  /// When it began, if the store says so.
  public var startedAt: Instant?
  /// When it ends, as its value says; nil where it does not.
  public var expiresAt: Instant?
  /// When the store forgets it by itself; nil where it never does.
  public var forgottenAt: Instant?

  /// Whether its value could be read; of one that could not nothing is known but that it is there.
  public var isReadable = true

  /// A session with nothing known but its identifier.
  public init(id: Identifier) { self.id = id }
}
