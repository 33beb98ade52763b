/// What kind of trouble an error is, as far as those who start the program do something different about it.
///
/// Every error of every room states its kind; the room `Jobs` turns kinds into exit statuses in one exhaustive switch.
public enum FailureKind: Sendable, CaseIterable {
  /// The command line asks for something that does not exist: a period that is none, a source that is not configured.
  case wrongUsage
  /// The source's rows, or what a given file holds, cannot be read for what they are.
  case badData
  /// A server, or a program that is needed, is not there or did not do its work.
  case unavailable
  /// A check of the program itself failed: a defect, to be reported.
  case internalFault
  /// Output cannot be created: its folder is missing, not writable, or went away.
  case cannotCreate
  /// Reading or writing failed: a full disk, a damaged file.
  case inputOutput
  /// It may work later as it is: a lock, a time limit.
  case temporary
  /// Somebody may not do this: a role, a user of the system.
  case notPermitted
  /// A file of the configuration, or a system's SELECT, has to be corrected.
  case misconfigured
  /// What was issued before is not as it was issued.
  case tampered
  /// An error of no room: a library's, which a room should have explained.
  case unexpected
}
