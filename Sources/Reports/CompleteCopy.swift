import Documents

/// Puts registers into the JSON copy of a package without workbook and CSV files, so that no row is in no file.
enum CompleteCopy {
  /// Whether no other file of the package would hold every row.
  static func applies(to outputs: Set<Output>) -> Bool {
    outputs.contains(.json) && outputs.isDisjoint(with: [.workbook, .csv])
  }

  /// The sections with every register for programs as well, in the columns of the CSV files.
  static func complete(_ sections: [Section]) -> [Section] {
    sections.map { section in
      var section = section
      for index in section.blocks.indices {
        guard case .table(var table) = section.blocks[index], table.pageLimit != nil, !table.appears(in: .json) else {
          continue
        }
        table.audience = withPrograms(table.audience)
        for column in table.columns.indices where table.columns[column].audience.outputs.contains(.csv) {
          table.columns[column].audience = withPrograms(table.columns[column].audience)
        }
        section.blocks[index] = .table(table)
      }
      return section
    }
  }

  /// What a workbook would show stays what it would show: the data digest is that of a package with a workbook.
  private static func withPrograms(_ audience: Audience) -> Audience {
    if audience.outputs.contains(.paged) { return audience.outputs.contains(.csv) ? .everyone : .viewersAndPrograms }
    return audience.outputs.contains(.workbook) ? .readersWithRoomAndPrograms : .programs
  }
}
