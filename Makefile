# Tutanak. `make demo` shows a night of it on sample data, `make test` says whether it is sound.

# The program optimised as it is shipped, but open to its tests and with its assertions; beside the build for use.
tested = -c release --scratch-path .build-tested
opened = -debug-info-format none -Xswiftc -enable-testing -Xswiftc -assert-config -Xswiftc Debug

# Linked with Swift's libraries inside, it runs where no toolchain is.
linked = TUTANAK_LINKING="$$(packaging/static-libraries)"

# Where `make install` puts it, and the program it puts there or packs.
prefix = /usr/local
program = .build/release/tutanak

.PHONY: build install package test fuzz demo bench instructions docs sentences vocabulary pictures packages clean

build:
	@echo "Building tutanak"
	@$(linked) .ci/compile -c release --product tutanak

# Builds nothing, so that root need not: make build, then sudo make install.
install:
	@packaging/install $(program) $(prefix) $(DESTDIR)

# A Debian package in .build/package.
package: packages build
	@packaging/deb $(program) .build/package
	@lintian --fail-on error .build/package/*.deb

# With AUTH_LOG=<folder> sessions and rules are held against a real log too; Tests/EndToEndTests/RealLogTests.swift.
test: packages
	@echo "Looking at the format"
	@swift format lint --strict -r Sources Tests Package.swift
	@echo "Building everything for the tests"
	@.ci/compile $(tested) $(opened) --build-tests
	@$(linked) .ci/compile $(tested) $(opened) --product tutanak
	@echo "Testing, and what reads clock, zone or language in New York, in Turkish as well"
	@.ci/tests first & first=$$!; .ci/tests again TZ=America/New_York LANG=tr_TR.UTF-8 LC_ALL=; again=$$?; \
	  .ci/tests rest; rest=$$?; wait $$first && [ $$again = 0 ] && [ $$rest = 0 ]
	@echo "Counting instructions"
	@Benchmarks/instructions check

# What `make test` tries in short, at length: so many times as many seeds, nights and rounds.
fuzz: packages
	@echo "Building everything for the tests"
	@.ci/compile $(tested) $(opened) --build-tests
	@echo "Fuzzing"
	@TUTANAK_FUZZ=$(or $(rounds),20) swift test $(tested) --skip-build --disable-xctest \
	  --filter '[Hh]ostile|AllRules|FortyNights|identifier|network.address|SELECT|ReportsTests|DocumentsTests|[Rr]andom|A.split|order.of.rows'

demo: packages build
	@demo/run

# docs/rules.md is what the program says of its rules; a test holds it against them.
docs: packages build
	@.build/release/tutanak rules explain --locale en >docs/rules.md

# Every sentence that can be printed, for a reader of each language; a test holds the list against the words.
sentences: packages build
	@.build/release/tutanak config sentences >docs/sentences.md

# docs/pictures: what the demo month and three cases worth a look come to.
pictures: packages build
	@.ci/packages imagemagick
	@demo/run docs/pictures/draw
# Every column and word of a source system; a test holds it against the definitions.
vocabulary: packages build
	@.build/release/tutanak source vocabulary --locale en >docs/vocabulary.md

# What a fixed night costs, written down; with `make test` more than 15 % above it fails.
instructions: packages
	@$(linked) .ci/compile $(tested) $(opened) --product tutanak
	@Benchmarks/instructions renew

# Against others and against what it may take; Benchmarks/README.md.
bench: packages build
	@.ci/packages gcc python3-venv fonts-dejavu-core
	@Benchmarks/run

# What Debian has to give; nothing happens when all of it is there.
packages:
	@.ci/packages

clean:
	@rm -rf .build .build-tested .demo
