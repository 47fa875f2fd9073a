# shellcheck shell=bash
# dist/: archives of the products, the same byte for byte from the same commit.

cmd_package() {
  cmd_build
  step "Pack dist" pack
  say "Packages:"
  (cd "$ROOT" && ls -1 dist/*)
}

pack() {
  local version dist=$ROOT/dist stamp file name
  version=$(sed -n 's/^project(OpenCNG VERSION \([0-9.]*\).*/\1/p' "$ROOT/CMakeLists.txt")
  stamp=$(repo log -1 --format=%ct 2>/dev/null || echo 1735689600)
  rm -rf "$dist"
  mkdir -p "$dist/.work"
  for name in linux-x86_64:native win-x64:x64; do
    local folder=opencng-$version-${name%%:*}
    cp -a "$OUT/${name##*:}" "$dist/.work/$folder"
    for file in LICENSE README.md CHANGELOG.md; do
      if [ -f "$ROOT/$file" ]; then cp "$ROOT/$file" "$dist/.work/$folder/"; fi
    done
  done
  cd "$dist/.work"
  tar --sort=name --owner=0 --group=0 --numeric-owner --mode=go=rX,u+rw --mtime="@$stamp" -cf - "opencng-$version-linux-x86_64" |
    xz -6 >"$dist/opencng-$version-linux-x86_64.tar.xz"
  python3 "$ROOT/scripts/zip.py" "$dist/opencng-$version-win-x64.zip" "opencng-$version-win-x64" "$stamp"
  cd "$dist"
  rm -rf .work
  sha256sum opencng-* >SHA256SUMS
}
