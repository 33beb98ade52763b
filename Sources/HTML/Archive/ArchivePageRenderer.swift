internal import Documents
internal import Files

/// Draws the page over an archive into one HTML file that asks nobody for anything.
///
/// It has the look, the script and the policy of documents. Same page, same bytes.
package enum ArchivePageRenderer {
  /// Draws it; the file appears whole (mode 0600) or not at all.
  ///
  /// - Throws: ``HTMLError`` where memory is short, `DigestError`, and `FileError`.
  package static func draw(_ page: ArchivePage, to path: String) throws {
    var file = try PageFile(at: path)
    let policy = try ContentPolicy(page.theme)
    let frame = PageFrame(page.identity, page.words, page.formats, policy, isBroad: true)
    let blocks = SmallBlocks(CellText(formats: page.formats, words: page.words))
    let notices = page.cover.notices.map { notice -> Markup in "<p class=\"remark\">\(notice)</p>\n" }
    try file.append(frame.head)
    try file.append(frame.opening)
    try file.append(
      """
      <div class="front">
      \(blocks.highlights(page.cover.highlights))\(blocks.tiles(page.cover.tiles))</div>

      """)
    for list in page.lists.prefix(1) { try ArchiveList(list, page, path: path).draw(to: &file) }
    if let nights = page.nights { try file.append(NightTable(nights).markup) }
    for list in page.lists.dropFirst() { try ArchiveList(list, page, path: path).draw(to: &file) }
    try file.append("<section>\n\(notices)</section>\n")
    try file.append(frame.closing)
    try file.commit()
  }
}
