/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A file descriptor that is closed at the end of its scope: g_auto (TiltasDescriptor) fd = open (…). -1: none. */
typedef int TiltasDescriptor;

/* Closes it when there is one. Keeps errno. */
void tiltas_descriptor_clear (TiltasDescriptor *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TiltasDescriptor, tiltas_descriptor_clear)

/* Writes all bytes, however many calls of write() that takes. FALSE with errno. Blocks for what fd is. */
gboolean tiltas_write_all (int fd, const void *bytes, gsize length) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
