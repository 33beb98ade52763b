/// Where a line stands in the width it has.
enum Alignment {
  case left, centre, right
}
