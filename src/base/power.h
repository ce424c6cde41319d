/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The right to write where file modes say no (CAP_DAC_OVERRIDE), kept by a program of root's that became another user,
 * but in force for single steps only: those outside what that user owns. For the calling thread. */
typedef gboolean TiltasPower;

/* To be called while still root: after becoming uid and gid for good, only this right is left, and at rest. FALSE with
 * errno. */
gboolean tiltas_power_keep (void);     /* before setresuid */
gboolean tiltas_power_lay_down (void); /* after it */
/* Until the end of the scope. Does nothing in a program that kept nothing, or that has the right anyway. */
TiltasPower tiltas_power_raise (void);
void tiltas_power_lower (TiltasPower *raised);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TiltasPower, tiltas_power_lower)
/* TRUE in a program that kept the right. */
gboolean tiltas_power_is_kept (void);

G_END_DECLS
