/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-base"

#include "base/boot.h"

#include "base/hex.h"

#define BOOT_ID "/proc/sys/kernel/random/boot_id"
#define DIGITS 32

/* The digits without hyphens and in lower case, as systemd writes them; NULL when the text is no id. Transfer full. */
static char *
plain (const char *text)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (; text != NULL && *text != '\0' && *text != '\n'; text++)
    if (*text != '-')
      g_string_append_c (digits, g_ascii_tolower (*text));
  return tiltas_hex_is (digits->str, DIGITS) ? g_strdup (digits->str) : NULL;
}

char *
tiltas_boot_id_pick (const char *file, const char *variable)
{
  char *id = plain (file);

  return id != NULL ? id : plain (variable);
}

char *
tiltas_boot_id (void)
{
  g_autofree char *file = NULL;

  g_file_get_contents (BOOT_ID, &file, NULL, NULL);
  return tiltas_boot_id_pick (file, g_getenv ("TILTAS_BOOT_ID"));
}
