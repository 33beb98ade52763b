import Documents
import Files
import Messages
import PDF
import Support
import Testing

@Suite struct `A PDF that cannot be drawn` {
  @Test func `names the missing font and the package that has it`() throws {
    let folder = try ScratchFolder()
    var document = try SampleDocument.make(in: folder.path)
    document.theme.fonts.italic = "/nowhere/NotoSans-Italic.ttf"
    let error = try #require(throws: PDFError.self) { try PDFRenderer.draw(document, to: folder.path + "/a.pdf") }
    #expect(error == .missingFont(path: "/nowhere/NotoSans-Italic.ttf"))
    for text in [error.message.tr, error.message.en] {
      #expect(text.contains("/nowhere/NotoSans-Italic.ttf"))
      #expect(text.contains("apt install fonts-noto-core"))
    }
    document.theme.fonts.italic = SampleDocument.theme.fonts.italic
    document.theme.fonts.fallback = "/nowhere/DejaVuSans.ttf"
    let fallback = try #require(throws: PDFError.self) { try PDFRenderer.draw(document, to: folder.path + "/a.pdf") }
    #expect(fallback.message.tr.contains("apt install fonts-dejavu-core"))
    #expect(try Folder.entries(folder.path) == [])
  }

  @Test func `refuses a file that is no font`() throws {
    let folder = try ScratchFolder()
    var document = try SampleDocument.make(in: folder.path)
    document.theme.fonts.bold = try folder.write("bold.ttf", "this is no font")
    let path = document.theme.fonts.bold
    #expect(throws: PDFError.unusableFont(path: path)) {
      try PDFRenderer.draw(document, to: folder.path + "/a.pdf")
    }
  }

  @Test func `says which path cannot be written, and leaves nothing behind`() throws {
    let folder = try ScratchFolder()
    let document = try SampleDocument.make(in: folder.path)
    let error = try #require(throws: FileError.self) {
      try PDFRenderer.draw(document, to: folder.path + "/missing/a.pdf")
    }
    #expect(error.isMissing)
    #expect(error.message.tr.contains(folder.path + "/missing/a.pdf"))
    #expect(try Folder.entries(folder.path) == [])
  }

  @Test func `reports a full disk as such`() throws {
    let folder = try ScratchFolder()
    let document = try SampleDocument.make(in: folder.path)
    try Command.run("ln", "-s", "/dev/full", folder.path + "/a.pdf.partial").expectSuccess()
    let error = try #require(throws: FileError.self) { try PDFRenderer.draw(document, to: folder.path + "/a.pdf") }
    #expect(error.isDiskFull)
    #expect(!InputFile.exists(folder.path + "/a.pdf"))
  }
}

extension Command.Outcome {
  /// Expects that the program ended well.
  fileprivate func expectSuccess() { #expect(status == 0, "\(errors)") }
}
