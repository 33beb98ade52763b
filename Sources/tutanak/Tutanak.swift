@main struct Tutanak { static func main() {} }
