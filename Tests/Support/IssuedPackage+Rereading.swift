extension IssuedPackage {
  /// What is wrong with the JSON copy by its schema, a line a fault; empty where it is valid.
  package func schemaFaults() throws -> String {
    let script = """
      import json, sys, jsonschema
      schema = json.load(open(sys.argv[1]))
      for error in jsonschema.Draft202012Validator(schema).iter_errors(json.load(open(sys.argv[2]))):
          print(list(error.path), error.message[:200])
      """
    let outcome = try Command.run(
      "/usr/bin/python3", "-c", script, Repository.path + "/docs/schema/document.schema.json", path(".json"))
    return outcome.output + outcome.errors
  }

  /// Reads every file with the programs readers have: Python's csv and json, openpyxl, poppler.
  ///
  /// What was found, by what it was found in: `csv` and `json` by table the number of rows, `sheets` the names, `pages`
  /// whether the PDF holds any text. A file that cannot be read, or a CSV line of too many or too few values, throws.
  package func reread() throws -> JSON {
    let script = """
      import csv, glob, json, os, subprocess, sys
      import openpyxl
      folder = sys.argv[1]
      stem = os.path.basename(folder)
      found = {"csv": {}, "json": {}, "sheets": []}
      for path in sorted(glob.glob(os.path.join(glob.escape(folder), "*.csv"))):
          with open(path, encoding="utf-8", newline="") as file:
              rows = list(csv.reader(file, delimiter=";", strict=True))
          for row in rows:
              if len(row) != len(rows[0]): sys.exit(f"{path}: {len(row)} values instead of {len(rows[0])}: {row!r}")
              for value in row:
                  if value[:1] in "=+-@" and value[:1] and not value[1:].isdigit(): sys.exit(f"{path}: formula {value!r}")
          found["csv"][os.path.basename(path)[len(stem) + 1:-4]] = len(rows) - 1
      with open(os.path.join(folder, stem + ".json"), encoding="utf-8") as file: document = json.load(file)
      found["json"] = {name: len(rows) for name, rows in document.items() if isinstance(rows, list)}
      book = openpyxl.load_workbook(os.path.join(folder, stem + ".xlsx"))
      for sheet in book:
          for row in sheet.iter_rows(): [str(cell.value) for cell in row]
          found["sheets"].append(sheet.title)
      text = subprocess.run(["pdftotext", "-layout", os.path.join(folder, stem + ".pdf"), "-"],
                            check=True, capture_output=True).stdout
      found["pages"] = len(text.decode("utf-8").strip()) > 0
      json.dump(found, sys.stdout)
      """
    return try JSON(text: Self.output("/usr/bin/python3", "-W", "ignore", "-c", script, folder))
  }
}
