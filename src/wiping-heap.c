/* SPDX-License-Identifier: GPL-3.0-or-later */
/* free() and realloc() that clean what they give back. What a visitor types is copied by GTK, Pango, SQLite and the
 * accessibility bus into blocks that none of them cleans; with this, the memory of the process forgets a word when its
 * last owner does. A program may replace these functions, and the names with __libc_ are the C library's own; only the
 * kiosk does, and not under sanitizers, which have a heap of their own. */
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

/* Bytes. Blocks with words are small; cleaning pictures and frames would cost what they cost to draw. */
#define CLEANED_MOST (64 * 1024)

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

/* A small block that grows gets a new place, so that the old one can be cleaned; one that shrinks loses its tail. */
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
