/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/words.h"

#include <glib/gi18n.h>
#include <string.h>

/* Advice that several words share. */
#define CHECK_NETWORK N_ ("It is tried again by itself. If this stays, check the network of this terminal.")
#define CHECK_ADDRESS                                                                                   \
  N_ ("Check the address in the configuration of this terminal. If it is right, tell whoever runs the " \
      "update server.")
#define TELL_SERVER N_ ("It is tried again by itself. If this stays, tell whoever runs the update server.")
#define TELL_PUBLISHER N_ ("It is tried again by itself. If this stays, tell the publisher.")
#define COPY_AGAIN N_ ("Copy the content onto the stick again.")
#define NEWER_COPY N_ ("Bring a newer copy.")
#define OTHER_STICK N_ ("Use another stick.")

typedef struct
{
  const char *word, *sentence, *advice;
} Row;

static const Row on_server[] = {
  { "off-no-root", N_ ("Updates are off: the National Library's key is not installed."),
    N_ ("Get root.json and its hash from the National Library and run “tiltasctl trust” on this terminal.") },
  { "off-no-repository", N_ ("Updates are off: no address to fetch them from is configured."),
    N_ ("Write the address of the update server into the configuration of this terminal.") },
  { "off-address", N_ ("Updates are off: the address of the update server in the configuration cannot be used."),
    N_ ("It must begin with https:// and name no user or password. “tiltasctl config check” names the line.") },
  { "network", N_ ("The connection to the update server was cut."), CHECK_NETWORK },
  { "dns", N_ ("The name of the update server cannot be found."),
    N_ ("Check the network of this terminal and the address in the configuration.") },
  { "unreachable", N_ ("The update server does not answer."),
    N_ ("It is tried again by itself. If this stays, ask the network's administrator whether a firewall is in the "
        "way.") },
  { "slow", N_ ("The connection to the update server is too slow."),
    N_ ("The update goes on where it stopped. If this stays, check the network of this terminal.") },
  { "proxy", N_ ("The proxy of this network does not let updates through."),
    N_ ("Check “proxy” in the configuration, and ask the network's administrator.") },
  { "tls", N_ ("No secure connection to the update server is possible."),
    N_ ("Check the address in the configuration, and ask the network's administrator whether a firewall breaks secure "
        "connections.") },
  { "certificate-date",
    N_ ("The certificate of the update server is out of date, or the clock of this terminal is wrong."),
    N_ ("Compare the date of this terminal with a calendar. If it is right, tell whoever runs the update server.") },
  { "certificate-name", N_ ("The certificate of the update server belongs to another server."), CHECK_ADDRESS },
  { "certificate",
    N_ ("The certificate of the update server is not from a known authority. Often the network inspects secure "
        "connections."),
    N_ ("Put the network's certificate into /usr/local/share/ca-certificates (a file that ends in .crt) and run "
        "“update-ca-certificates”, or ask the network's administrator for an exception.") },
  { "captive-portal", N_ ("The network shows a sign-in page instead of the update server."),
    N_ ("Ask the network's administrator to let this terminal through without signing in.") },
  { "web-page", N_ ("The address of the update server leads to a web site that holds no repository."),
    N_ ("Check the address in the configuration. If this network asks people to sign in, sign this terminal in "
        "first.") },
  { "moved", N_ ("The update server has moved: it sends this terminal to another address."),
    N_ ("Enter the new address in the configuration of this terminal.") },
  { "server", N_ ("The update server answers with an error."), TELL_SERVER },
  { "no-repository", N_ ("There is no repository at the address of the update server."),
    N_ ("Check the address in the configuration: the folder “metadata” must lie right below it.") },
  { "forbidden", N_ ("The update server does not let this terminal in."), CHECK_ADDRESS },
  { "missing", N_ ("The update server lacks a file of the update."), TELL_SERVER },
  { "signature", N_ ("The update was refused: the signature of the publisher is not valid."),
    N_ ("Ask the National Library whether the SHA-256 of root.json in “tiltasctl status” is the right one. What is "
        "shown now stays.") },
  { "expired",
    N_ ("The update was refused: the publisher's signature is out of date, or the clock of this terminal is wrong."),
    N_ ("Compare the date of this terminal with a calendar. If it is right, the publisher has to sign again.") },
  { "rollback", N_ ("The update was refused: the update server offers less than this terminal already has."),
    N_ ("Tell the publisher: perhaps an old copy was put onto the server.") },
  { "format", N_ ("The update was refused: the publisher's files are damaged or not made for this program."),
    N_ ("Look whether there is a newer version of this program. If not, tell the publisher.") },
  { "hash", N_ ("The update was refused: a file on the update server is not what the publisher signed."),
    TELL_PUBLISHER },
  { "length",
    N_ ("The update was refused: a file on the update server is longer or shorter than what the publisher signed."),
    TELL_PUBLISHER },
  { "refused", N_ ("The update was refused: a record of the publisher is not valid."),
    N_ ("Tell the publisher which record it is: “tiltasctl status” names it.") },
  { "quota", N_ ("The update was refused: it is larger than this publisher is allowed."),
    N_ ("Tell the publisher. The National Library sets the limit.") },
  { "disk-full", N_ ("There is not enough free disk space on this terminal for the update."),
    N_ ("Make space on its disk. Then the update goes on by itself.") },
  { "read-only", N_ ("This terminal cannot write into its folder for content."),
    N_ ("Look whether its disk is read-only, and whether the folder belongs to the kiosk's user.") },
  { "disk-fault", N_ ("The disk of this terminal reports errors."), N_ ("Have the disk replaced soon.") },
  { "busy", N_ ("Another program is updating the content of this terminal right now."),
    N_ ("Wait a few minutes and try again.") },
  { "store-damaged", N_ ("The stored content of this terminal is damaged."),
    N_ ("It is repaired by itself. If this stays, run “tiltasctl sync”.") },
  { "stick-empty", N_ ("There is no content for this terminal on the stick."),
    N_ ("The folders “metadata” and “targets” must lie at the top of the stick, or in one folder there.") },
  { "stick-several", N_ ("Several folders on the stick hold content for this terminal."),
    N_ ("Leave only one of them on the stick. A technician can also name one: “tiltasctl import STICK/FOLDER”.") },
  { "stick-gone", N_ ("The stick was taken out, or it cannot be read."),
    N_ ("Put it in again. If it still cannot be read, use another stick.") },
  { "stick-file", N_ ("The stick was refused: something on it is not an ordinary file."), COPY_AGAIN },
  { "nothing-before", N_ ("This terminal has no earlier edition of this publisher to go back to."),
    N_ ("Nothing was changed. Wait for the next update.") },
  { "nothing-held", N_ ("This terminal holds back no edition of this publisher."),
    N_ ("Nothing has to be done: the newest edition comes by itself.") },
  { "nothing-verified", N_ ("This terminal has no signed content yet."),
    N_ ("Update it first. Then its content can be written onto a stick.") },
  { "cancelled", N_ ("The update was stopped on this terminal."), N_ ("It goes on at the next run.") },
  { "failed", N_ ("The update failed on this terminal."),
    N_ ("Tell the technician. The log and “tiltasctl status” say more.") },
};

static const Row on_stick[] = {
  { "new", N_ ("This publisher is not on this terminal yet."), NULL },
  { "newer", N_ ("The stick has newer content."), NULL },
  { "same", N_ ("The stick has the same content as this terminal."), NULL },
  { "older", N_ ("The content of the stick is older than what this terminal shows."), NEWER_COPY },
  { "held", N_ ("This edition is held back here: one step back was taken from it."),
    N_ (
      "Let it in again in the staff area under “Content and updates” (or with “tiltasctl rollback --undo”), or bring a "
      "newer copy.") },
  { "missing", N_ ("The stick is not complete: a file is missing."), COPY_AGAIN },
  { "signature", N_ ("The stick was refused: the National Library did not sign it."),
    N_ ("Take a stick from the National Library or from another terminal.") },
  { "expired", N_ ("The stick was refused: its signature is out of date, or the clock of this terminal is wrong."),
    N_ ("Compare the date of this terminal with a calendar. If it is right, bring a newer copy.") },
  { "rollback", N_ ("The content of the stick is older than what this terminal shows."), NEWER_COPY },
  { "format", N_ ("The stick was refused: its files are damaged or not made for this program."), COPY_AGAIN },
  { "hash", N_ ("The stick is damaged: a file is not what was signed."), COPY_AGAIN },
  { "length", N_ ("The stick is damaged: a file is too long or too short."), COPY_AGAIN },
};

static const Row on_new_stick[] = {
  { "disk-full", N_ ("The stick is full. Nothing was written onto it."), OTHER_STICK },
  { "read-only", N_ ("The stick, or the folder of this terminal for content, cannot be written."),
    N_ ("Take the write protection of the stick off, or use another stick.") },
  { "failed", N_ ("The stick could not be written."), OTHER_STICK },
};

/* One row for all words: whatever the mirror's fault is, the update goes on without it. */
static const Row on_mirror = { NULL,
                               N_ ("The mirror did not have what is needed. The update server was asked instead."),
                               N_ ("Tell whoever runs the mirror.") };

static const Row *
find (const Row *rows, gsize n, const char *word)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (rows[i].word, word))
      return &rows[i];
  return NULL;
}

/* The row of a word: that of the origin when it has one, otherwise that of the server. NULL for "ok" and for no word.
 */
static const Row *
row_of (const char *word, TiltasOrigin origin)
{
  const Row *row = NULL;

  if (word == NULL || *word == '\0' || g_str_equal (word, "ok"))
    return NULL;
  if (origin == TILTAS_ORIGIN_MIRROR)
    return &on_mirror;
  if (origin == TILTAS_ORIGIN_STICK)
    row = find (on_stick, G_N_ELEMENTS (on_stick), word);
  else if (origin == TILTAS_ORIGIN_NEW_STICK)
    row = find (on_new_stick, G_N_ELEMENTS (on_new_stick), word);
  if (row == NULL)
    row = find (on_server, G_N_ELEMENTS (on_server), word);
  return row != NULL || g_str_equal (word, "failed") ? row : row_of ("failed", origin);
}

const char *
tiltas_word_sentence (const char *word, TiltasOrigin origin)
{
  const Row *row = row_of (word, origin);

  return row != NULL ? row->sentence : NULL;
}

const char *
tiltas_word_advice (const char *word, TiltasOrigin origin)
{
  const Row *row = row_of (word, origin);

  return row != NULL ? row->advice : NULL;
}

char *
tiltas_word_text (const char *word, TiltasOrigin origin)
{
  const Row *row = row_of (word, origin);

  return row != NULL ? g_strjoin (" ", row->sentence, row->advice, NULL) : NULL;
}

const char *
tiltas_sync_sentence (const char *word)
{
  return tiltas_word_sentence (word, TILTAS_ORIGIN_SERVER);
}

const char *
tiltas_stick_sentence (const char *word)
{
  return tiltas_word_sentence (word, TILTAS_ORIGIN_STICK);
}
