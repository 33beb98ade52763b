import Documents
@testable import HTML
import Support
import Testing

@Suite struct `Text in HTML` {
  @Test(arguments: [
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"), ("a & b &amp; c", "a &amp; b &amp;amp; c"),
    ("\" onfocus='x'", "&quot; onfocus=&#39;x&#39;"), ("<!-- ]]> -->", "&lt;!-- ]]&gt; --&gt;"),
    ("\u{202E}kıl", "&lt;U+202E&gt;kıl"), ("a\u{2028}b\u{0}", "a&lt;U+2028&gt;b&lt;U+0000&gt;"),
    ("iki\nsatır", "iki\nsatır"),
    ("İstanbul ığdır 🌸 漢字", "İstanbul ığdır 🌸 漢字"), ("", ""),
  ]) func `is never anything but text`(text: String, html: String) {
    let element: Markup = "<p title=\"\(text)\">\(text)</p>"
    #expect(element.html == "<p title=\"\(html)\">\(html)</p>")
  }

  @Test func `of JSON neither ends its element nor begins another`() throws {
    let text = "</script><script>alert(1)</script><!-- \u{2028}\u{2029} & \" \\"
    let data = Markup.data(.object([.init(text, .string(text))])).html
    #expect(!data.contains { "<>&\u{2028}\u{2029}".contains($0) })
    #expect(try JSON(text: data)[text].text == text)
  }

  @Test func `and lengths have one decimal`() {
    let lengths: Markup = "\(0.0) \(1.25) \(-0.26) \(-0.01) \(719.96)"
    #expect(lengths.html == "0.0 1.3 -0.3 0.0 720.0")
  }

  @Test(arguments: [0, 1, 2, 3, 4, 100]) func `and base64 is the same whatever the pieces`(count: Int) throws {
    let bytes = (0..<count).map { UInt8($0 * 37 % 256) }
    var whole = Base64Encoder()
    let expected = whole.encode(bytes) + whole.finish()
    var pieces = Base64Encoder()
    var result: [UInt8] = []
    for byte in bytes { result += pieces.encode([byte]) }
    #expect(result + pieces.finish() == expected)
    let script = "import base64,sys; print(list(base64.b64decode(sys.argv[1])))"
    let decoded = try Command.run("python3", "-c", script, String(decoding: expected, as: UTF8.self)).output
    #expect(try JSON(text: decoded).list.compactMap(\.integer) == bytes.map(Int.init))
  }
}
