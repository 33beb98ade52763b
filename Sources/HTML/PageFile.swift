internal import Files

/// The file of a page, which takes HTML and no text: there is no way past ``Markup``.
struct PageFile: ~Copyable {
  private var file: OutputFile

  /// Begins the file that shall appear at a path.
  init(at path: String) throws(FileError) { file = try OutputFile(at: path) }

  /// Adds a piece of HTML.
  mutating func append(_ markup: Markup) throws(FileError) { try file.append(markup.html) }

  /// Adds base64, which means nothing in HTML.
  mutating func append(base64 bytes: [UInt8]) throws(FileError) { try file.append(bytes) }

  /// Flushes the content to the disk and gives the file its name.
  consuming func commit() throws(FileError) { try file.commit() }
}
