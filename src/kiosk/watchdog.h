/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tells systemd that the program is up and that its main loop turns (sd_notify(3): datagrams to NOTIFY_SOCKET). When
 * the loop stands still for WATCHDOG_USEC, systemd starts the service again. WATCHDOG_PID is not looked at: the main
 * process of the service is the compositor, and NotifyAccess=all lets its child speak. */
typedef struct _TiltasWatchdog TiltasWatchdog;

/* Speaks from the calling thread's main context: READY=1 at the first idle moment, then WATCHDOG=1 at a third of the
 * time that systemd allows. Never NULL; does nothing when no service manager asked for it. */
TiltasWatchdog *tiltas_watchdog_new (void);
/* Says STOPPING=1. */
void tiltas_watchdog_free (TiltasWatchdog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasWatchdog, tiltas_watchdog_free)

G_END_DECLS
