import Documents
import PDF
import Support
import Testing

@Suite struct `A PDF for the archive` {
  @Test func `is a PDF/A-1b, whatever its texts, fonts and times are`() throws {
    let drawn = [
      try DrawnPDF(names: ["<b>&amp;\"'", "\u{7}\u{FFFF}\u{202E}", "😀", "⡂⡃ only DejaVu has these"]),
      try DrawnPDF { document, _ in
        document.identity.issuedAt = nil
        document.identity.statedMoment = "Esas alınan an: <08.10.2026> & 02:15:00 😀\n"
        document.identity.author = ""
        document.identity.languageTag = "en-GB"
      },
      try DrawnPDF { document, _ in document.identity.zoneOffset = -12_600_000_000 },
      try DrawnPDF { document, _ in document.sections = [] },
    ]
    let objections = try ArchivalJudge.objections(to: drawn.map(\.path))
    for drawn in drawn { #expect(objections[drawn.path] == [], "\(objections[drawn.path]?.first ?? "")") }
  }

  @Test func `says the same of itself in both places`() throws {
    let drawn = try DrawnPDF()
    let packet = try Command.run("pdfinfo", "-meta", drawn.path).output
    let properties = try drawn.properties()
    for name in ["Title", "Subject", "Author", "Keywords", "Creator", "Producer"] {
      let text = try #require(properties[name], "\(name)")
      #expect(packet.contains(">\(text)<"), "\(name)")
    }
    #expect(packet.contains("<xmp:CreateDate>2026-10-08T02:15:07+03:00</xmp:CreateDate>"))
    #expect(packet.contains("<pdfaid:part>1</pdfaid:part>") && packet.contains("<pdfaid:conformance>B<"))
  }
}
