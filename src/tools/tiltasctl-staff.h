/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tools/tiltasctl-command.h"

G_BEGIN_DECLS

/* “tiltasctl set-pin”, “tiltasctl stats” and “tiltasctl support-bundle FILE” */
CtlExit ctl_set_pin (Ctl *self);
CtlExit ctl_stats (Ctl *self);
CtlExit ctl_support_bundle (Ctl *self);

G_END_DECLS
