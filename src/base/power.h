/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The right to write where file modes say no (CAP_DAC_OVERRIDE). A program that root started and that became another
 * user keeps it, but makes it effective for single steps only: those outside of what that user owns. All functions are
 * about the calling thread. TRUE: it was raised here. */
typedef gboolean TiltasPower;

/* Call keep before setresuid() and lay_down after it: then this right is the only one left, permitted and not
 * effective. FALSE with errno. */
gboolean tiltas_power_keep (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean tiltas_power_lay_down (void) G_GNUC_WARN_UNUSED_RESULT;
/* Makes the right effective until the end of the scope: g_auto (TiltasPower). Does nothing in a program that did not
 * keep it, or in which it is effective already. */
TiltasPower tiltas_power_raise (void);
void tiltas_power_lower (TiltasPower *raised);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TiltasPower, tiltas_power_lower)
/* TRUE when the program kept the right and it is not effective now. */
gboolean tiltas_power_is_kept (void);

G_END_DECLS
