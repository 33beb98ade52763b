internal import CHaru

/// The metadata packet of a PDF: its properties in XMP, and that it is a PDF/A-1b (ISO 19005-1, 6.7).
enum MetadataPacket {
  /// The packet; `producer` is what libharu says of itself in the information dictionary.
  static func text(of properties: FileProperties, producer: String) -> String {
    let issued = properties.issued.map(moment)
    let lines: [String?] = [
      "<dc:format>application/pdf</dc:format>",
      alternative("dc:title", properties.title), alternative("dc:description", properties.subject),
      element("dc:creator", properties.author) { "<rdf:Seq><rdf:li>\($0)</rdf:li></rdf:Seq>" },
      "<dc:language><rdf:Bag><rdf:li>\(escaped(properties.language))</rdf:li></rdf:Bag></dc:language>",
      element("pdf:Keywords", properties.keywords) { $0 }, element("pdf:Producer", producer) { $0 },
      element("xmp:CreatorTool", properties.creator) { $0 },
      issued.map { "<xmp:CreateDate>\($0)</xmp:CreateDate>" }, issued.map { "<xmp:ModifyDate>\($0)</xmp:ModifyDate>" },
      "<pdfaid:part>1</pdfaid:part>", "<pdfaid:conformance>B</pdfaid:conformance>",
    ]
    return """
      <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
      <x:xmpmeta xmlns:x="adobe:ns:meta/">
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
      xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" \
      xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
      \(lines.compactMap { $0 }.joined(separator: "\n"))
      </rdf:Description>
      </rdf:RDF>
      </x:xmpmeta>
      <?xpacket end="r"?>
      """
  }

  private static func alternative(_ name: String, _ text: String) -> String? {
    element(name, text) { "<rdf:Alt><rdf:li xml:lang=\"x-default\">\($0)</rdf:li></rdf:Alt>" }
  }

  /// An element, or nothing where there is no text.
  private static func element(_ name: String, _ text: String, _ content: (String) -> String) -> String? {
    text.isEmpty ? nil : "<\(name)>\(content(escaped(text)))</\(name)>"
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// `2026-10-08T02:15:07+03:00`.
  private static func moment(_ date: HPDF_Date) -> String {
    func padded(_ number: HPDF_INT, _ width: Int = 2) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    let day = "\(padded(date.year, 4))-\(padded(date.month))-\(padded(date.day))"
    let time = "\(padded(date.hour)):\(padded(date.minutes)):\(padded(date.seconds))"
    let sign = date.ind == CChar(bitPattern: UInt8(ascii: "-")) ? "-" : "+"
    return "\(day)T\(time)\(sign)\(padded(date.off_hour)):\(padded(date.off_minutes))"
  }
}
