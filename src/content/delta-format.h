/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Record deltas: what leads from one edition of a publisher to another (formats.md, "Repository"). Pure functions over
 * bytes; they block for the computation only.
 *
 * Bytes of a delta, version 1:
 *
 *   delta    = "TLD" %x01 removed changed before after keys keys [frame]
 *   removed  = number     ; of removed keys
 *   changed  = number     ; of changed keys
 *   before   = number     ; bytes of the old lines of the changed keys, newlines counted
 *   after    = number     ; bytes that come out of the frame
 *   keys     = *key       ; first the removed, then the changed keys, each list strictly ascending by bytes
 *   key      = shared length *OCTET
 *   shared   = number     ; bytes taken from the beginning of the key before it in the same list; 0 for the first
 *   length   = number     ; of the bytes that follow
 *   frame    = one zstd frame up to the end of the delta; nothing when after is 0
 *   number   = unsigned LEB128: 7 bits an octet, lowest first, bit 7 set in all octets but the last; the shortest form
 *              only, at most 2^32 - 1
 *
 * It leads to the edition with all lines of the old one but those of removed and changed keys, and with all lines of
 * the frame, ascending by key.
 * A key stands without its publisher ("kind/id" or "kind/id/lang"): the publisher is known from the path of the signed
 * target, so that a delta cannot name another publisher's records. No key is in both lists.
 * The frame decodes to the changed and added lines, as in pack.jsonl with their newlines, strictly ascending by key:
 * every changed key once, no removed key; a line with any other key adds a record. Its prefix (zstd's raw content, as
 * by ZSTD_CCtx_refPrefix or `zstd --patch-from`) is what the old lines of the changed keys are when put together in the
 * order of their keys, with their newlines. The frame has no dictionary id and a window of at most 2^23 bytes; it may
 * leave out its content size and checksum.
 * before + after is at most 8 MiB, the delta at most 12 MiB; a larger change ships as a full pack.
 * A delta does not say what it leads from and to: the states of both editions stand in the signed custom data, and
 * whoever applies a delta checks the result against them. */

#define TILTAS_DELTA_MAGIC "TLD\001"
#define TILTAS_DELTA_MAGIC_BYTES 4
#define TILTAS_DELTA_LINES_MAX (8 * 1024 * 1024)
#define TILTAS_DELTA_MAX (12 * 1024 * 1024)

#define TILTAS_DELTA_ERROR (tiltas_delta_error_quark ())
GQuark tiltas_delta_error_quark (void);
typedef enum
{
  TILTAS_DELTA_ERROR_TOO_LARGE, /* the change does not fit a delta: ship a full pack */
  TILTAS_DELTA_ERROR_DAMAGED,   /* the bytes are no delta as described above, or a pack that was given to the encoder is
                                   not one */
  TILTAS_DELTA_ERROR_BASE,      /* made from another edition than the one it is applied to */
} TiltasDeltaError;

/* Inside content only: sets an error of TILTAS_DELTA_ERROR, returns FALSE. */
gboolean tiltas_delta_refuse (GError **error, TiltasDeltaError code, const char *message);

G_END_DECLS
