import Intake
import Messages
import Model
import Reports

/// The one person that an application is about, among the users of a source.
struct SubjectPerson {
  private let order: ReportRequest

  /// The person of an order.
  init(_ order: ReportRequest) { self.order = order }

  /// The person's key; nil where nobody applied.
  ///
  /// - Throws: ``Failure`` for a name that is several people's: nobody is given another's data.
  func key(among users: [Identifier: User]) throws(Failure) -> Identifier? {
    guard case .subject = order.question?.matter, let written = order.users.first else { return nil }
    if users.isEmpty { return Identifier(UserKey.folding(written) ?? written) }
    let known = UserSelection([Identifier(written)], users: users).keys.filter { users[$0] != nil }
    guard known.count <= 1 else {
      throw Failure(
        .wrongUsage,
        Message(
          tr: "--user “\(written)” kaynakta \(known.count) kullanıcı demek; başvuranın anahtarını (user_id) verin.",
          en: "--user “\(written)” is \(known.count) users of the source; give the applicant's key (user_id)."))
    }
    return known.first ?? Identifier(written)
  }
}
