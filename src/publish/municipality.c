/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/municipality.h"

#include "publish/suggest.h"

#include <string.h>

#define EVERYWHERE "Visa Lietuva"
#define STEM_LENGTH 5 /* characters that the name of a town and its genitive share */

/* The municipalities since 2000, spelt as Statistics Lithuania does. */
static const char *const names[] = { "Akmenės r. sav.",
                                     "Alytaus m. sav.",
                                     "Alytaus r. sav.",
                                     "Anykščių r. sav.",
                                     "Birštono sav.",
                                     "Biržų r. sav.",
                                     "Druskininkų sav.",
                                     "Elektrėnų sav.",
                                     "Ignalinos r. sav.",
                                     "Jonavos r. sav.",
                                     "Joniškio r. sav.",
                                     "Jurbarko r. sav.",
                                     "Kaišiadorių r. sav.",
                                     "Kalvarijos sav.",
                                     "Kauno m. sav.",
                                     "Kauno r. sav.",
                                     "Kazlų Rūdos sav.",
                                     "Kelmės r. sav.",
                                     "Kėdainių r. sav.",
                                     "Klaipėdos m. sav.",
                                     "Klaipėdos r. sav.",
                                     "Kretingos r. sav.",
                                     "Kupiškio r. sav.",
                                     "Lazdijų r. sav.",
                                     "Marijampolės sav.",
                                     "Mažeikių r. sav.",
                                     "Molėtų r. sav.",
                                     "Neringos sav.",
                                     "Pagėgių sav.",
                                     "Pakruojo r. sav.",
                                     "Palangos m. sav.",
                                     "Panevėžio m. sav.",
                                     "Panevėžio r. sav.",
                                     "Pasvalio r. sav.",
                                     "Plungės r. sav.",
                                     "Prienų r. sav.",
                                     "Radviliškio r. sav.",
                                     "Raseinių r. sav.",
                                     "Rietavo sav.",
                                     "Rokiškio r. sav.",
                                     "Skuodo r. sav.",
                                     "Šakių r. sav.",
                                     "Šalčininkų r. sav.",
                                     "Šiaulių m. sav.",
                                     "Šiaulių r. sav.",
                                     "Šilalės r. sav.",
                                     "Šilutės r. sav.",
                                     "Širvintų r. sav.",
                                     "Švenčionių r. sav.",
                                     "Tauragės r. sav.",
                                     "Telšių r. sav.",
                                     "Trakų r. sav.",
                                     "Ukmergės r. sav.",
                                     "Utenos r. sav.",
                                     "Varėnos r. sav.",
                                     "Vilkaviškio r. sav.",
                                     "Vilniaus m. sav.",
                                     "Vilniaus r. sav.",
                                     "Visagino sav.",
                                     "Zarasų r. sav.",
                                     NULL };

/* " Did you mean …?" with the municipalities that cell probably means (for “Vilnius” the two of that name); "" when
 * none is like it. Transfer full. */
static char *
meant_by (const char *cell)
{
  g_autofree char *low = g_utf8_strdown (cell, -1);
  g_autofree char *stem = g_utf8_substring (low, 0, MIN (g_utf8_strlen (low, -1), STEM_LENGTH));
  const char *near = tiltas_suggest (cell, names);
  GString *found = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *name = g_utf8_strdown (names[i], -1);

      if (g_str_has_prefix (name, stem) && g_utf8_strlen (stem, -1) == STEM_LENGTH)
        g_string_append_printf (found, "%s“%s”", found->len > 0 ? " or " : " Did you mean ", names[i]);
    }
  if (found->len == 0 && near != NULL)
    g_string_append_printf (found, " Did you mean “%s”", near);
  if (found->len > 0)
    g_string_append_c (found, '?');
  return g_string_free (found, FALSE);
}

const char *
tiltas_municipality_get (TiltasTree *tree, const TiltasRow *row, gboolean everywhere)
{
  const char *cell = tiltas_row_get (row, "municipality");
  g_autofree char *meant = NULL;

  if (cell == NULL || g_strv_contains (names, cell) || (everywhere && g_str_equal (cell, EVERYWHERE)))
    return cell;
  meant = meant_by (cell);
  tiltas_faults_add (tree->faults, row->at, "municipality",
                     everywhere
                       ? "Write it as in “Vilniaus m. sav.”, “Trakų r. sav.” or “Visagino sav.”; “Visa Lietuva” "
                         "for the whole country."
                       : "Write the one in which the branch stands, as in “Vilniaus m. sav.” or “Trakų r. sav.”.",
                     "“%s” is no municipality.%s", cell, meant);
  return NULL;
}
