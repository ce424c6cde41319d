/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tools/tiltasctl-command.h"

G_BEGIN_DECLS

/* “tiltasctl rollback PUBLISHER”, and --undo */
CtlExit ctl_rollback (Ctl *self);

G_END_DECLS
