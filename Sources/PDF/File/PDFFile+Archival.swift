internal import CHaru

/// What makes the file a PDF/A-1b (ISO 19005-1): libharu writes none of it, or not as the standard asks.
extension PDFFile {
  /// Adds the metadata packet, the file's identifier and what its colours mean.
  func addArchivalParts(_ properties: FileProperties) {
    let producer = HPDF_GetInfoAttr(handle, HPDF_INFO_PRODUCER).map { unsafe String(cString: $0) } ?? ""
    let packet = MetadataPacket.text(of: properties, producer: producer)
    addMetadata(packet)
    addIdentifier(of: packet)
    addOutputIntent()
  }

  private func addMetadata(_ packet: String) {
    let document = handle.pointee
    // It stays uncompressed, so that archives find it without knowing PDF.
    guard let stream = stream(Array(packet.utf8), isCompressed: false) else { return }
    HPDF_Dict_AddName(stream, "Type", "Metadata")
    HPDF_Dict_AddName(stream, "Subtype", "XML")
    HPDF_Dict_Add(document.catalog, "Metadata", stream)
  }

  /// The identifier follows from the properties, which hold the document's number: the same document has the same one.
  private func addIdentifier(of packet: String) {
    let document = handle.pointee
    var context = HPDF_MD5Context()
    var digest = [HPDF_BYTE](repeating: 0, count: Int(HPDF_MD5_KEY_LEN))
    HPDF_MD5Init(&context)
    let bytes = Array(packet.utf8)
    HPDF_MD5Update(&context, bytes, HPDF_UINT32(bytes.count))
    HPDF_MD5Final(&digest, &context)
    let identifiers = HPDF_Array_New(document.mmgr)
    for _ in 0..<2 { HPDF_Array_Add(identifiers, HPDF_Binary_New(document.mmgr, &digest, HPDF_UINT(digest.count))) }
    HPDF_Dict_Add(document.trailer, "ID", identifiers)
  }

  private func addOutputIntent() {
    let document = handle.pointee
    guard let profile = stream(ColourProfile.sRGB, isCompressed: true) else { return }
    HPDF_Dict_AddNumber(profile, "N", 3)
    let intent = HPDF_Dict_New(document.mmgr)
    HPDF_Dict_AddName(intent, "Type", "OutputIntent")
    HPDF_Dict_AddName(intent, "S", "GTS_PDFA1")
    for (name, text) in [
      ("OutputConditionIdentifier", "sRGB IEC61966-2.1"), ("Info", "sRGB IEC61966-2.1"),
      ("RegistryName", "http://www.color.org"),
    ] {
      HPDF_Dict_Add(intent, name, HPDF_String_New(document.mmgr, text, nil))
    }
    HPDF_Dict_Add(intent, "DestOutputProfile", profile)
    let intents = HPDF_Array_New(document.mmgr)
    HPDF_Array_Add(intents, intent)
    HPDF_Dict_Add(document.catalog, "OutputIntents", intents)
  }

  /// A stream of these bytes; nil when there is no memory, which the fault then says.
  func stream(_ bytes: [UInt8], isCompressed: Bool) -> HPDF_Dict? {
    guard let stream = HPDF_DictStream_New(handle.pointee.mmgr, handle.pointee.xref) else { return nil }
    if isCompressed { stream.pointee.filter = HPDF_UINT(HPDF_STREAM_FILTER_FLATE_DECODE) }
    HPDF_Stream_Write(stream.pointee.stream, bytes, HPDF_UINT(bytes.count))
    return stream
  }
}
