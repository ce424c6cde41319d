/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tells systemd that the program is up and that its main loop turns (sd_notify(3)). When the loop stands still for
 * WATCHDOG_USEC, systemd starts the service again. WATCHDOG_PID is not looked at: the main process of the service is
 * the compositor, and NotifyAccess=all lets its child send. A message waits while the service manager's queue is full
 * (512 messages). */
typedef struct _TiltasWatchdog TiltasWatchdog;

/* Sends READY=1 at the first idle moment of the default main context, then WATCHDOG=1 from there, three times in the
 * time that systemd allows. Never NULL; sends nothing without a service manager (NOTIFY_SOCKET is not set). */
TiltasWatchdog *tiltas_watchdog_new (void);
/* Sends STOPPING=1. */
void tiltas_watchdog_free (TiltasWatchdog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasWatchdog, tiltas_watchdog_free)

G_END_DECLS
