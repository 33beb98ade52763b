extension IssueFacts {
  /// The clear list of the persons whom a breach concerns, beside a dossier that is masked.
  package enum PersonsAnnex: Sendable, Equatable {
    /// A file of the package, encrypted by `age` or as `CMS`.
    case attached(file: String, method: String)
    /// There is none, since no row is of a known account.
    case nobody
    /// There is none, since nobody asked for it.
    case leftOut
    /// There is none, since it could be encrypted to nobody.
    case unconfigured
  }
}
