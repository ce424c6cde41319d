/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* As which user a verb works when root calls it. */
typedef enum
{
  CTL_AS_CALLER,        /* as root: what it writes belongs to the machine, and it does not touch the state folder */
  CTL_AS_OWNER,         /* as the owner of the state folder, so that the kiosk can read and write what it makes */
  CTL_AS_OWNER_LOOKING, /* the same; a missing folder is not made */
  CTL_AS_OWNER_WRITING, /* the same, with a right kept for a stick that another user owns (base/power.h) */
} CtlUser;

/* When the caller is root: becomes the owner of the folder for good, before anything in it is touched (base/owner.h).
 * installed: the folder is the machine's own state folder. Then it is the kiosk's: it is made when it is missing, and
 * given to the kiosk's account when it is root's. Changes nothing for other callers, and when root owns a folder that
 * is not installed. Errors: G_IO_ERROR or TILTAS_SYNC_ERROR, with a sentence that says what to do. */
gboolean ctl_become (CtlUser user, const char *folder, gboolean installed, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
