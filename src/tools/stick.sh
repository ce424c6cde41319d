#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Mounts USB sticks for Tiltas; run as root by tiltas-stick@.service and tiltas-stick-write.service, never by hand.
#
#   stick mount NAME     /dev/NAME at /run/tiltas/sticks/NAME: read-only, nosuid, nodev, noexec
#   stick unmount NAME
#   stick serve          as long as the kiosk asks (a file ask/NAME), NAME is mounted to be written; then read-only again
#
# The kiosk owns the folder `ask`: every name in it is untrusted. TILTAS_RUN is for tests.
#
# The services are closed up and have mounts of their own: what they mounted themselves, only they would see, and they lack
# the rights. Looking at the stick happens in here; systemd is asked to run mount and umount outside.
set -eu
run=${TILTAS_RUN:-/run/tiltas}
longest=1800 # seconds that a stick may stay writable

fail() {
  echo "stick: $*" >&2
  exit 1
}

# outside COMMAND…
outside() {
  if [ -d /run/systemd/system ]; then
    systemd-run --quiet --collect --property=Type=oneshot --property=TimeoutStartSec=25 -- "$@"
  else
    "$@"
  fi
}

check_name() {
  case "$1" in
    '' | *[!a-z0-9]*) fail "“$1” is no name of a device" ;;
  esac
  [ "${#1}" -le 32 ] || fail "the name of the device is too long"
}

mounted() {
  mountpoint -q "$run/sticks/$1"
}

# attach NAME ro|rw. Only file systems that sticks carry; those without owners belong to the kiosk's user.
attach() {
  type=$(blkid -p -s TYPE -o value "/dev/$1" || true)
  options=$2,nosuid,nodev,noexec
  case "$type" in
    vfat) options=$options,uid=tiltas,gid=tiltas,dmask=0077,fmask=0177,utf8=1 ;;
    exfat) options=$options,uid=tiltas,gid=tiltas,dmask=0077,fmask=0177 ;;
    ntfs)
      type=ntfs3
      options=$options,uid=tiltas,gid=tiltas,dmask=0077,fmask=0177
      ;;
    ext2 | ext3 | ext4)
      # The journal of a stick that was pulled is not replayed while it is only read.
      [ "$2" = rw ] || options=$options,noload
      ;;
    iso9660 | udf) ;;
    *) fail "/dev/$1: the file system “$type” is not for sticks" ;;
  esac
  mkdir -p "$run/sticks/$1"
  outside mount -t "$type" -o "$options" "/dev/$1" "$run/sticks/$1"
}

# Not lazily: a file that the kiosk has open must not be lost.
detach() {
  mounted "$1" || return 0
  outside umount "$run/sticks/$1"
}

wanted() {
  [ -f "$run/ask/$1" ] && [ ! -L "$run/ask/$1" ]
}

# make_writable NAME: mounts it for writing as long as the kiosk asks for that, then read-only again.
make_writable() {
  left=$longest
  detach "$1" || return 0
  if attach "$1" rw; then
    while wanted "$1" && [ "$left" -gt 0 ] && [ -b "/dev/$1" ]; do
      sleep 1
      left=$((left - 1))
    done
  fi
  sync -f "$run/sticks/$1" 2>/dev/null || true
  detach "$1" || outside umount -l "$run/sticks/$1"
  [ ! -b "/dev/$1" ] || attach "$1" ro
}

serve() {
  for wish in "$run"/ask/* "$run"/ask/.[!.]* "$run"/ask/..?*; do
    [ -e "$wish" ] || [ -L "$wish" ] || continue
    name=${wish##*/}
    case "$name" in
      *[!a-z0-9]*) ;;
      *) if wanted "$name" && mounted "$name"; then make_writable "$name"; fi ;;
    esac
    # Kept, it would start this again for ever.
    rm -rf -- "$wish"
  done
}

case "${1:-}" in
  mount)
    check_name "${2:-}"
    attach "$2" ro
    ;;
  unmount)
    check_name "${2:-}"
    detach "$2" || outside umount -l "$run/sticks/$2"
    rmdir "$run/sticks/$2" 2>/dev/null || true
    ;;
  serve) serve ;;
  *) fail "mount NAME, unmount NAME or serve is wanted" ;;
esac
