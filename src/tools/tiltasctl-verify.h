/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tools/tiltasctl-command.h"

G_BEGIN_DECLS

/* “tiltasctl verify” */
CtlExit ctl_verify (Ctl *self);

G_END_DECLS
