internal import Documents

/// The top of the first page: title, the sentences and numbers that matter, what identifies the document, and the fixed
/// notices.
struct HeadingBlock {
  private let identity: Identity
  private let cover: Cover

  /// Notices move up to the heading block when less than this would be left for the first section, in points.
  private static let leastRoomForSections = 120.0

  init(_ document: Document) {
    identity = document.identity
    cover = document.cover
  }

  /// Draws the block and keeps the notices' place at the foot of the page.
  func draw(in flow: inout PageFlow) throws {
    try FlowingText(identity.title, flow.styles.title, in: flow).draw(in: &flow)
    flow.advance(2)
    try FlowingText(identity.subtitle, flow.styles.subtitle, in: flow).draw(in: &flow)
    flow.leaveGap(12)
    try HighlightList(cover.highlights, in: flow).draw(in: &flow)
    if !cover.tiles.isEmpty {
      flow.leaveGap(12)
      try TileGrid(cover.tiles, in: flow).draw(in: &flow)
    }
    flow.leaveGap(12)
    try FieldGrid(cover.fields, hasGround: true, in: flow).draw(in: &flow)
    try drawNotices(in: &flow)
  }

  private func drawNotices(in flow: inout PageFlow) throws {
    let notices = cover.notices.map { FlowingText($0, flow.styles.coverNotice, in: flow) }
    guard !notices.isEmpty else { return }
    let height = notices.reduce(0) { $0 + $1.height } + 4
    let isOnFirstPage = flow.isFirstPage && flow.room - height >= Self.leastRoomForSections
    if isOnFirstPage { return try flow.drawAtFoot(height: height) { flow in try Self.draw(notices, in: &flow) } }
    flow.leaveGap(8)
    try Self.draw(notices, in: &flow)
  }

  private static func draw(_ notices: [FlowingText], in flow: inout PageFlow) throws {
    for notice in notices { try notice.draw(in: &flow) }
  }
}
