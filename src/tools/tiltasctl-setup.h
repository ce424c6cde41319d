/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tools/tiltasctl-command.h"

G_BEGIN_DECLS

/* “tiltasctl trust FILE --sha256 HASH” and “tiltasctl config check” */
CtlExit ctl_trust (Ctl *self);
CtlExit ctl_config_check (Ctl *self);

G_END_DECLS
