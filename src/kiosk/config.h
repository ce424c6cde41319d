/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The installed terminal's state folder, and the account that its kiosk runs as (data/systemd). */
#define TILTAS_STATE_DIR "/var/lib/tiltas"
#define TILTAS_ACCOUNT "tiltas"

/* tiltas.conf: a GKeyFile read from /etc/tiltas/tiltas.conf (or --config). Every fault is named with file and line; the
 * default is used instead, so that loading never fails. Immutable. */
typedef struct
{
  /* [branch] */
  char *branch;     /* ref of the branch record ("svencionys/lib-sv"), or NULL */
  char *language;   /* the branch's own language, default "lt" */
  GStrv languages;  /* offered, in order; default lt uk en ar; only those with a catalogue are kept by the caller */
  GStrv categories; /* ids of categories in the order of home ("most used first"), may be empty */
  /* [languages] xx=uk;en;lt : fallback ladder of a language */
  char *staff_language; /* of the staff area, default "lt" */
  GHashTable *ladders;  /* tag → GStrv beginning with the tag itself */
  /* [content] */
  gboolean show_unverified; /* default FALSE */
  GStrv hidden_publishers;  /* ids whose content visitors do not see here; may be empty */
  /* [session] */
  int idle_seconds; /* 30..600, default 90 */
  gboolean reduced_motion;
  gboolean sound; /* reading aloud is offered, default TRUE; kept for the version that can */
  /* [screen] */
  int width_mm; /* of the picture as it stands, 100..5000; 0: as the monitor says */
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

/* path NULL: the default file, whose absence is no fault. Never NULL. Blocks for the disk. */
TiltasConfig *tiltas_config_load (const char *path);
/* The same, with what staff set on the terminal laid over it (kiosk/settings.h). state_dir NULL: the configured one;
 * else it replaces that. */
TiltasConfig *tiltas_config_load_with_settings (const char *path, const char *state_dir);
/* Lays what staff set in self->state_dir over a configuration that is already read. Once, before it is shared. */
void tiltas_config_add_settings (TiltasConfig *self);
/* NULL when the value is right for the key; else what is wrong with it, in English. Transfer full. */
char *tiltas_config_check_value (const char *group, const char *key, const char *value);
void tiltas_config_free (TiltasConfig *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasConfig, tiltas_config_free)

/* Fallback ladder of a language: from [languages], else the built-in (uk → en → lt …), always containing "lt".
 * Borrowed. */
const char *const *tiltas_config_ladder (const TiltasConfig *self, const char *language);

G_END_DECLS
