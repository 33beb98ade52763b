import Delivery
import Evidence
import Files
import Messages
import Support
import Testing

@Suite struct LocationTests {
  @Test(arguments: Place.allCases)
  func `a folder arrives whole, once, and can be removed again`(place: Place) throws {
    let sample = try SampleShipment()
    let (target, shipment) = (try ScratchFolder(), sample.shipment)
    let (location, server) = try place.location(of: target.path)
    defer { withExtendedLifetime(server) {} }
    #expect(try location.put(shipment) == Receipt(sentBytes: shipment.bytes, keptBytes: 0))
    #expect(try sample.lies(in: target.path))
    #expect(try Folder.entries(target.path + "/back-office") == [shipment.name])
    // A run that was killed before it could write down that it was done.
    #expect(try location.put(shipment) == Receipt(sentBytes: 0, keptBytes: shipment.bytes))
    #expect(try location.names(shelf: "back-office") == [shipment.name])

    #expect(try location.remove(shelf: "back-office", name: shipment.name))
    #expect(try Folder.entries(target.path + "/back-office") == [])
    #expect(try !location.remove(shelf: "back-office", name: shipment.name))
    #expect(try !location.remove(shelf: "other", name: shipment.name))
  }

  @Test(arguments: Place.allCases)
  func `what lies there under its name is never replaced`(place: Place) throws {
    let sample = try SampleShipment()
    let target = try ScratchFolder()
    let (location, server) = try place.location(of: target.path)
    defer { withExtendedLifetime(server) {} }
    let other = try target.write("back-office/\(sample.shipment.name)/manifest.json", "another's")
    let error = try #require(throws: DeliveryError.self) { _ = try location.put(sample.shipment) }
    guard case .taken = error.cause else { throw error }
    #expect(try InputFile.text(other) == "another's")
  }

  @Test(arguments: Place.allCases)
  func `what may come late joins what lies there, and nothing else does`(place: Place) throws {
    let sample = try SampleShipment()
    let (target, shipment) = (try ScratchFolder(), sample.shipment)
    let (location, server) = try place.location(of: target.path)
    defer { withExtendedLifetime(server) {} }
    func with(_ path: String, isLate: Bool) throws -> Shipment {
      let file = try sample.scratch.write("\(shipment.name)/\(path)", "stamp")
      let further = Shipment.File(path: path, size: 5, sha256: try Digest.ofFile(file), isLate: isLate)
      return Shipment(
        folder: shipment.folder, shelf: shipment.shelf, name: shipment.name, files: shipment.files + [further])
    }
    _ = try location.put(shipment)
    let there = "\(target.path)/\(shipment.shelf)/\(shipment.name)"
    // A try that was killed in the middle of it is no matter.
    let half = try target.write("\(shipment.shelf)/\(shipment.name)/.manifest.tsr.partial", "st")
    #expect(try Command.run("chmod", "600", half).status == 0)
    let late = try with("manifest.tsr", isLate: true)
    #expect(try location.put(late) == Receipt(sentBytes: 5, keptBytes: shipment.bytes))
    #expect(try location.put(late) == Receipt(sentBytes: 0, keptBytes: late.bytes))
    #expect(try sample.lies(in: target.path))
    let other = try with("other", isLate: false)
    let error = try #require(throws: DeliveryError.self) { _ = try location.put(other) }
    guard case .taken("other") = error.cause else { throw error }
    #expect(try !Folder.entries(there).contains("other"))
    // Another's stamp is not replaced.
    try target.write("\(shipment.shelf)/\(shipment.name)/manifest.tsr", "other")
    #expect(throws: DeliveryError.self) { _ = try location.put(late) }
  }

  @Test(arguments: Place.allCases)
  func `half an attempt is taken up, and what is wrong in it is sent again`(place: Place) throws {
    let sample = try SampleShipment()
    let target = try ScratchFolder()
    let (location, server) = try place.location(of: target.path)
    defer { withExtendedLifetime(server) {} }
    let partial = "back-office/.\(sample.shipment.name).partial"
    try target.write("\(partial)/a.dir/toc.dat", "content 0")
    try target.write("\(partial)/dump.zst", "0123456789")
    #expect(try location.put(sample.shipment).keptBytes == 9)
    #expect(
      try Command.run(
        "diff", "-r", sample.shipment.folder, "\(target.path)/back-office/\(sample.shipment.name)"
      ).status == 0)
    #expect(try Folder.entries(target.path + "/back-office") == [sample.shipment.name])
  }

  @Test(arguments: Place.allCases)
  func `half an attempt with strange files in it is thrown away`(place: Place) throws {
    let sample = try SampleShipment()
    let target = try ScratchFolder()
    let (location, server) = try place.location(of: target.path)
    defer { withExtendedLifetime(server) {} }
    try target.write("back-office/.\(sample.shipment.name).partial/a.dir/deep/of another time", "x")
    #expect(try location.put(sample.shipment).keptBytes == 0)
    #expect(try sample.lies(in: target.path))
    // Removed while nothing but half an attempt is there.
    try target.write("back-office/.other.partial/a/b", "x")
    #expect(try location.remove(shelf: "back-office", name: "other"))
    #expect(try Folder.entries(target.path + "/back-office") == [sample.shipment.name])
  }

  @Test(arguments: Place.allCases)
  func `a folder that is missing is never made`(place: Place) throws {
    let sample = try SampleShipment()
    let target = try ScratchFolder()
    let (location, server) = try place.location(of: target.path + "/mounted")
    defer { withExtendedLifetime(server) {} }
    let error = try #require(throws: DeliveryError.self) { _ = try location.put(sample.shipment) }
    #expect(error.cause == .noFolder)
    #expect(error.message.en.hasPrefix("\(location.text): the folder is not there, and is never made"))
    #expect(try Folder.entries(target.path) == [])
  }

  @Test(arguments: Place.allCases)
  func `a local file that is not what its manifest says is not handed over`(place: Place) throws {
    let sample = try SampleShipment()
    let target = try ScratchFolder()
    let (location, server) = try place.location(of: target.path)
    defer { withExtendedLifetime(server) {} }
    let path = try sample.scratch.write("\(sample.shipment.name)/dump.zst", "rotten")
    let error = try #require(throws: DeliveryError.self) { _ = try location.put(sample.shipment) }
    #expect(error.cause == .changedHere(path))
    #expect(try location.names(shelf: "back-office") == [])
  }

  @Test(.enabled(if: SmallDisk.isAllowed), arguments: Place.allCases)
  func `a disk without room is told before anything is sent`(place: Place) throws {
    let sample = try SampleShipment(bytes: 3 << 20)
    let disk = try SmallDisk(kibibytes: 2048)
    let (location, server) = try place.location(of: disk.path)
    defer { withExtendedLifetime(server) {} }
    let error = try #require(throws: DeliveryError.self) { _ = try location.put(sample.shipment) }
    #expect(error.message.en.contains(" 4 MiB are needed"))
    #expect(try Folder.entries(disk.path + "/back-office") == [])
  }
}
