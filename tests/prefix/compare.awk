# awk -v program=NAME -f compare.awk REFERENCE OURS: two outputs of a program, in lines `name: result`, become result lines.
# A result of the reference that begins with "cannot" is nothing to compare with.
{
  at = index($0, ": ")
  name = substr($0, 1, at - 1)
  result = substr($0, at + 2)
}
at == 0 { next }
FILENAME == ARGV[1] {
  if (!(name in reference)) names[++count] = name
  reference[name] = result
  next
}
{
  ours[name] = result
  if (!(name in reference)) {
    # It got further than Wine's own, which is no fault unless something fails there.
    if (result ~ /^cannot/) fail("nothing", result)
    else skip("with Wine's own bcrypt.dll it does not come to this; with ours: " result)
  } else if (reference[name] ~ /^cannot/) {
    skip("with Wine's own bcrypt.dll: " reference[name] "; with ours: " (result == reference[name] ? "the same" : result))
  } else if (result != reference[name]) {
    fail(reference[name], result)
  } else {
    printf "PASS %s, %s\n", program, name
  }
}
function skip(why) { printf "SKIP %s, %s: %s\n", program, name, why }
function fail(theirs, result) {
  printf "FAIL %s, %s: with Wine's own bcrypt.dll: %s; with ours: %s\n", program, name, theirs, result
}
END {
  for (i = 1; i <= count; ++i) {
    name = names[i]
    if (!(name in ours)) fail(reference[name], "nothing")
  }
}
