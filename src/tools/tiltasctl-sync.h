/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tools/tiltasctl-command.h"

G_BEGIN_DECLS

/* “tiltasctl sync” and “tiltasctl import DIR” */
CtlExit ctl_sync (Ctl *self);
CtlExit ctl_import (Ctl *self);

G_END_DECLS
