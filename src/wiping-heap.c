/* SPDX-License-Identifier: GPL-3.0-or-later */
/* free() and realloc() that overwrite memory with zeros before they give it back. GTK, Pango, SQLite and the
 * accessibility bus copy what a visitor types and do not clear it; with these functions a typed word is gone from
 * memory when its last owner frees it. A program may replace malloc's functions; those with __libc_ are the C library's
 * own. Only the kiosk does this, and not with sanitizers, which have a heap of their own. */
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

/* Bytes; larger blocks are not cleared. Words lie in small blocks, and in the answer that lists a whole page to a
 * screen reader (some 100 KiB). To clear a frame (8 MiB) costs as much as to draw it. */
#define CLEANED_MOST (1024 * 1024)

extern void *__libc_malloc (size_t size);
extern void *__libc_realloc (void *block, size_t size);
extern void __libc_free (void *block);

void
free (void *block)
{
  size_t room = malloc_usable_size (block);

  if (block != NULL && room <= CLEANED_MOST)
    explicit_bzero (block, room);
  __libc_free (block);
}

/* Moves a small block that grows, so that the old place can be cleared; clears the end of one that shrinks. */
void *
realloc (void *block, size_t size)
{
  size_t room = malloc_usable_size (block);
  void *moved;

  if (block == NULL || (size != 0 && room > CLEANED_MOST))
    return __libc_realloc (block, size);
  if (size == 0)
    {
      free (block);
      return NULL;
    }
  if (size <= room)
    {
      explicit_bzero ((char *) block + size, room - size);
      return __libc_realloc (block, size);
    }
  moved = __libc_malloc (size);
  if (moved == NULL)
    return NULL;
  memcpy (moved, block, room);
  free (block);
  return moved;
}
