/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/directory.h"
#include "ui/context.h"

G_BEGIN_DECLS

/* The parts of a service's page. Each returns NULL where the entry says nothing about it. */

/* A warning that the entry is not confirmed or old; and one that the entry itself gives. */
GtkWidget *tiltas_service_warning_new (const TiltasDirectoryRow *row);
GtkWidget *tiltas_service_alert_new (const TiltasService *service);
GtkWidget *tiltas_service_help_new (const TiltasService *service);
/* Languages, who may come, cost, what to bring, how to apply, telephone, e-mail, web. */
GtkWidget *tiltas_service_facts_new (TiltasContext *context, const TiltasService *service);
/* The address in big letters, in Lithuanian. */
GtkWidget *tiltas_service_address_new (const TiltasService *service);
/* Where the entry comes from. */
GtkWidget *tiltas_service_source_new (TiltasContext *context, const TiltasService *service);

G_END_DECLS
