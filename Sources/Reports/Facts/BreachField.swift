/// The fields of the form for a notice of a breach, in the order of its blocks A to O (Board decision 2019/10).
///
/// The value is how the incident file names them: the block, then the field.
package enum BreachField: String, Sendable, CaseIterable {
  case aName = "A.name"
  case aAddress = "A.address"
  case aRegistration = "A.registration"
  case aKep = "A.kep"
  case aPhone = "A.phone"
  case aWeb = "A.web"
  case bName = "B.name"
  case bTitle = "B.title"
  case bEmail = "B.email"
  case bPhone = "B.phone"
  case bAddress = "B.address"
  case bProxy = "B.proxy"
  case cFiling = "C.filing"
  case cReference = "C.reference"
  case dBegan = "D.began"
  case dEnded = "D.ended"
  case dDetected = "D.detected"
  case dAware = "D.aware"
  case dDelay = "D.delay"
  case eConfidentiality = "E.confidentiality"
  case eIntegrity = "E.integrity"
  case eAvailability = "E.availability"
  case fCause = "F.cause"
  case fDetail = "F.detail"
  case fSystems = "F.systems"
  case gHow = "G.how"
  case gBy = "G.by"
  case hCategories = "H.categories"
  case hSpecial = "H.special"
  case iPersons = "I.persons"
  case iRecords = "I.records"
  case iBasis = "I.basis"
  case jGroups = "J.groups"
  case kEffects = "K.effects"
  case kSeverity = "K.severity"
  case kGrounds = "K.grounds"
  case lBefore = "L.before"
  case lTraining = "L.training"
  case lAfter = "L.after"
  case lPlanned = "L.planned"
  case mDone = "M.done"
  case mMethod = "M.method"
  case mCount = "M.count"
  case mContact = "M.contact"
  case nPolice = "N.police"
  case nCert = "N.cert"
  case nSector = "N.sector"
  case nAbroad = "N.abroad"
  case oAnnexes = "O.annexes"

  /// The letter of its block.
  package var block: String { String(rawValue.prefix { $0 != "." }) }

  /// The letters of all blocks, in their order.
  package static let blocks: [String] = allCases.reduce(into: []) { if $0.last != $1.block { $0.append($1.block) } }

  /// The fields of a block.
  package static func fields(ofBlock block: String) -> [BreachField] { allCases.filter { $0.block == block } }
}
