import Files
import Support
import Testing

@testable import Delivery

/// What stands in the head of a message, as Python's parser of mail reads it.
@Suite struct MailTextTests {
  /// A subject, the name before an address, and a file's name, read by a program that has nothing to do with ours.
  private static let reader = #"""
    import email, email.header, email.policy, email.utils, json, sys
    raw = open(sys.argv[1], "rb").read()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    # The older reader joins encoded words of a name as RFC 2047 has it.
    name, address = email.utils.parseaddr(email.message_from_bytes(raw)["To"])
    name = str(email.header.make_header(email.header.decode_header(name)))
    file = next(part for part in message.walk() if part.get_filename() is not None)
    print(json.dumps({
        "subject": str(message["Subject"]), "name": name, "address": address,
        "addresses": len(message["To"].addresses), "file": file.get_filename(), "type_name": file.get_param("name") if isinstance(file.get_param("name"), str) else email.utils.collapse_rfc2231_value(file.get_param("name")),
        "fields": message.keys(), "defects": [str(d) for part in message.walk() for d in part.defects],
        "field_defects": [str(d) for field in message.values() for d in field.defects],
        "longest": max(len(line) for line in raw.split(b"\r\n")), "bare": raw.replace(b"\r\n", b"").count(b"\n") + raw.replace(b"\r\n", b"").count(b"\r"),
        "ascii": raw.isascii(),
    }))
    """#

  private static func read(subject: String = "x", name: String = "x", file: String = "x.pdf") throws -> JSON {
    let folder = try ScratchFolder()
    let letter = Letter(
      subject: subject, text: "Gövde\n", language: "tr", document: "2026/OTR-000001", identity: "a.b.1",
      date: "Wed, 07 Oct 2026 23:15:00 +0000")
    let sender = try #require(MailAddress("tutanak@example.com"))
    let message = MailMessage(
      letter: letter, sender: sender, recipients: [MailAddress(name: name, address: "hukuk@example.com")],
      attachments: [.init(name: file, bytes: [1, 2, 3])])
    let path = folder.path + "/message.eml"
    var output = try OutputFile(at: path)
    try output.append(try message.plain())
    try output.commit()
    let outcome = try Command.run("/usr/bin/python3", try folder.write("read.py", Self.reader), path)
    guard outcome.status == 0 else { throw ServerFailure(outcome.errors) }
    return try JSON(text: outcome.output)
  }

  /// Everything a name or subject could be made of.
  private static let texts = [
    "Oturum kayıtları", "İĞÜŞÖÇ ığüşöç Iİıi", "Müşteri \"Ünvanı\" \\ Şube, Ltd. <x>",
    "OTURUM KAYITLARI DÖKÜMÜ, 2026/OTR-000001",
    "plain", "=?UTF-8?Q?not_encoded?=", "a \"quoted\" \\ text", "👩‍👩‍👧‍👦 aile 🇹🇷 bayrak", "e\u{301} ayrık işaret",
    "مرحبا بالعالم", String(repeating: "uzun bir konu ", count: 30) + "son",
    String(repeating: "çok uzun bir Türkçe konu ", count: 20) + "son", String(repeating: "😀", count: 60),
    String(repeating: "k", count: 300), "iki  boşluk   üç",
  ]

  private static func isWellFormed(_ read: JSON) -> Bool {
    read["defects"].list.isEmpty && read["field_defects"].list.isEmpty && read["bare"] == 0 && read["ascii"] == true
      && read["addresses"] == 1
  }

  @Test(arguments: texts) func `a subject comes back as it was`(text: String) throws {
    let read = try Self.read(subject: text)
    #expect(read["subject"].text == text && Self.isWellFormed(read), "\(read)")
    #expect((read["longest"].integer ?? 999) <= 120)
  }

  @Test(arguments: texts) func `so does the name before an address`(text: String) throws {
    let read = try Self.read(name: text)
    #expect(read["name"].text == text && read["address"] == "hukuk@example.com" && Self.isWellFormed(read), "\(read)")
    #expect((read["longest"].integer ?? 9999) < 998)
  }

  /// No system has names of more than 255 bytes.
  @Test(arguments: texts.map { $0.replacing("/", with: "-") }.filter { $0.utf8.count <= 250 }) func `and a file's name`(
    text: String
  ) throws {
    let read = try Self.read(file: text + ".pdf")
    #expect(read["file"].text == text + ".pdf" && read["type_name"].text == text + ".pdf", "\(read)")
    #expect(Self.isWellFormed(read) && (read["longest"].integer ?? 9999) < 998)
  }

  @Test(arguments: [
    "a\r\nBcc: hirsiz@example.com", "a\nX-Fazla: 1\n\ngövde", "a\rb", "\r\n\r\n<html>", "a\u{0}b", "\u{2028}x",
  ])
  func `a line break begins no field and no body`(text: String) throws {
    let fields = try Self.read()["fields"]
    #expect(MailAddress("\(text) <a@example.com>") == nil)
    for read in [try Self.read(subject: text), try Self.read(file: text)] {
      #expect(
        read["fields"] == fields && read["addresses"] == 1 && read["ascii"] == true && read["bare"] == 0, "\(read)")
      #expect(!read["fields"].list.contains("Bcc") && !read["fields"].list.contains("X-Fazla"))
    }
  }

  @Test(arguments: [
    "a@b.com\r\nBcc: x@y.com", "x\r\n <a@b.com>", "<a@b.com>, <c@d.com>", "a@b.com>\r\nRCPT TO:<x@y.com",
  ])
  func `an address with a line break or a second one is no address`(text: String) {
    #expect(MailAddress(text) == nil)
  }

  @Test func `a body comes back line by line`() throws {
    let text = "Türkçe = %3D\n.nokta\n\nboşluk \n" + String(repeating: "ş", count: 200) + "\nFrom x\n\tsekme\t\n"
    let folder = try ScratchFolder()
    let file = folder.path + "/body"
    var output = try OutputFile(at: file)
    try output.append(MailText.quotedPrintable(text))
    try output.commit()
    let outcome = try Command.run(
      "/usr/bin/python3", "-c",
      "import quopri, sys; b = open(sys.argv[1], 'rb').read(); assert max(map(len, b.split(b'\\r\\n'))) <= 76; "
        + "sys.stdout.buffer.write(quopri.decodestring(b).replace(b'\\r\\n', b'\\n'))", file)
    #expect(outcome.status == 0 && outcome.output == text, "\(outcome.errors)")
  }
}
