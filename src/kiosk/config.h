/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The installed terminal's state folder, and the account that its kiosk runs as (data/systemd). */
#define TILTAS_STATE_DIR "/var/lib/tiltas"
#define TILTAS_ACCOUNT "tiltas"

/* The configuration: every key of tiltas.conf with its value in force. It is read by kiosk/config-file.h and immutable
 * from then on. */
typedef struct
{
  /* [branch] */
  char *branch;         /* ref of the branch record ("svencionys/lib-sv"), or NULL */
  char *language;       /* the branch's own language, default "lt" */
  GStrv languages;      /* offered, in order; default lt uk en ar; only those with a catalogue are kept by the caller */
  GStrv categories;     /* ids of categories in the order of home ("most used first"), may be empty */
  char *staff_language; /* of the staff area, default "lt" */
  /* [languages] xx=uk;en;lt: fallback ladder of a language */
  GHashTable *ladders; /* tag → GStrv beginning with the tag itself */
  /* [content] */
  gboolean show_unverified; /* default FALSE */
  GStrv hidden_publishers;  /* ids whose content visitors do not see here; may be empty */
  /* [session] */
  int idle_seconds; /* 30..600, default 90 */
  gboolean reduced_motion;
  gboolean sound; /* default TRUE; reserved for reading aloud, nothing uses it yet */
  /* [screen] */
  int width_mm; /* visible width of the screen, 100..5000; 0: as the monitor says */
  /* [updates] */
  GStrv repositories; /* https URLs */
  GStrv mirrors;      /* URLs of places for targets and blobs, http too; may be empty */
  char *proxy;        /* or NULL */
  int interval;       /* seconds, 60..604800, default 3600 */
  char *root_path;    /* default /etc/tiltas/root.json */
  /* [paths] */
  char *state_dir;    /* default /var/lib/tiltas, without write access $XDG_STATE_HOME/tiltas */
  char *bundled_path; /* default: installed or beside the program in build/ */
  /* faults found while reading, "FILE:LINE: what is wrong; DEFAULT is used" */
  GPtrArray *faults; /* of char * */
} TiltasConfig;

/* The group whose keys are language tags; a value is that language's fallback ladder. */
#define TILTAS_CONFIG_LADDERS "languages"

/* A configuration without values, not even defaults. Transfer full. */
TiltasConfig *tiltas_config_new (void);
void tiltas_config_free (TiltasConfig *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasConfig, tiltas_config_free)

/* TRUE for a group of tiltas.conf, and for a key of one; the keys of TILTAS_CONFIG_LADDERS are not looked at. */
gboolean tiltas_config_has_group (const char *group);
gboolean tiltas_config_has_key (const char *group, const char *key);
/* Sets a key to a value as it stands in the file. Returns NULL when the value is right, else what is wrong, in English
 * (transfer full). A wrong value is not set, except addresses: they are all kept, so that the update can say that it is
 * off for a wrong one, and why. */
char *
tiltas_config_set (TiltasConfig *self, const char *group, const char *key, const char *value) G_GNUC_WARN_UNUSED_RESULT;
/* What happens in place of a wrong value of this key, in English: "the default is used" or the like. Static. */
const char *tiltas_config_instead (const char *group, const char *key);
/* NULL when the value is right for the key; else what is wrong with it, in English. Transfer full. */
char *tiltas_config_check_value (const char *group, const char *key, const char *value);

/* Fallback ladder of a language: from [languages], else the built-in (uk → en → lt …), always containing "lt".
 * Borrowed. */
const char *const *tiltas_config_ladder (const TiltasConfig *self, const char *language);

G_END_DECLS
