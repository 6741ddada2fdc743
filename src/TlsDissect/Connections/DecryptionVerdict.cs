using TlsDissect.Handshakes;
using TlsDissect.Protocol;
using TlsDissect.Secrets;

namespace TlsDissect.Connections;

/// <summary>Decides, when a connection is over, how much of it was decrypted and why the rest was not.</summary>
internal static class DecryptionVerdict
{
    public static void Decide(ConnectionSummary summary, bool lost, HandshakeTracker handshakes, SecretFinder secrets, Direction client,
        Direction server)
    {
        DecideStatus(summary, lost, handshakes, secrets, client, server);
        // Early data was given up before the ServerHello was read.
        if (summary.Reason is DecryptionReason.MissingServerHello && handshakes.Current is { ServerHello: not null } current)
            summary.Reason = secrets.WhyNot(current);
        // Only if all were tried, none of them is the right one.
        if (secrets.Services.IsSearchCutShort && (summary.Reason == DecryptionReason.KeyMismatch || MayBeLogged(summary)))
            summary.Reason = DecryptionReason.NotTried;
        // Parts of the handshake may be among bytes that were captured but not read.
        if (summary.Reason == DecryptionReason.StreamGap && !lost && client.Skipped.Count + server.Skipped.Count > 0)
            summary.Reason = DecryptionReason.SkippedBytes;
        if (summary.Reason is DecryptionReason reason && reason.DependsOnKeys()) summary.Given = secrets.GivenFor(handshakes.Current);
    }

    private static void DecideStatus(ConnectionSummary summary, bool lost, HandshakeTracker handshakes, SecretFinder secrets,
        Direction client, Direction server)
    {
        long decrypted = client.Decrypted + server.Decrypted;
        long undecrypted = client.Undecrypted + server.Undecrypted;
        bool skipped = client.Skipped.Count + server.Skipped.Count > 0;

        // With a key, the MACs of a NULL cipher are verified and its data is shown. Nothing had to be decrypted even so.
        if (summary.CipherSuiteParts?.Cipher == BulkCipher.Null &&
            (decrypted == 0 ? undecrypted > 0 : undecrypted == 0 && !lost && !skipped && !summary.HasViolations))
        {
            summary.Status = DecryptionStatus.NotNeeded;
            if (summary.IntegrityVerified == false) summary.Reason = client.UncheckedReason ?? server.UncheckedReason;
            return;
        }

        if (decrypted == 0)
        {
            summary.Status = DecryptionStatus.None;
            bool isRefused = handshakes.Current is not { ClientHello: not null } and not { ServerHello: not null } && summary.HasViolations;
            summary.Reason = undecrypted == 0 && !isRefused
                ? lost ? DecryptionReason.StreamGap : skipped ? DecryptionReason.SkippedBytes : DecryptionReason.NoApplicationData
                : Settled(client.Reason ?? server.Reason, handshakes.Current, secrets);
            return;
        }

        summary.Status = undecrypted == 0 && !lost && !skipped && !summary.HasViolations
            ? DecryptionStatus.Decrypted
            : DecryptionStatus.Partial;
        if (summary.Status == DecryptionStatus.Partial)
        {
            summary.Reason = client.Reason ?? server.Reason ?? client.EarlierReason ?? server.EarlierReason ??
                // A loss hides headers, and a lost header leaves records that do not authenticate. Report the first cause.
                (lost ? WhatIsLost(summary) : skipped ? DecryptionReason.SkippedBytes
                    : undecrypted == 0 ? DecryptionReason.UnprotectedRecord
                    : client.IsSecretUnproved || server.IsSecretUnproved ? DecryptionReason.KeyMismatch : DecryptionReason.BadRecordMac);
        }
    }

    /// <summary>The reason if nothing was decrypted. A hello that was missing for the first records may have come later.</summary>
    private static DecryptionReason Settled(DecryptionReason? reason, Handshake? handshake, SecretFinder secrets)
    {
        bool isLate = reason is DecryptionReason.MissingClientHello or DecryptionReason.MissingServerHello &&
            handshake is { ClientHello: not null, ServerHello: not null };
        return reason is not DecryptionReason known || (isLate && !secrets.Services.Keys.HasAny) ? secrets.WhyNot(handshake) : known;
    }

    /// <summary>Whether one of the logged secrets may still decrypt it, although the ClientHello is missing.</summary>
    private static bool MayBeLogged(ConnectionSummary summary) =>
        summary.Reason == DecryptionReason.MissingClientHello && summary.TrialClientRandom.IsEmpty;

    /// <summary>The reason for a loss, which may have hit only the hellos.</summary>
    private static DecryptionReason WhatIsLost(ConnectionSummary summary)
    {
        int hellos = (summary.IsClientHelloMissing ? 1 : 0) + (summary.IsServerHelloMissing ? 1 : 0);
        // Not a gap if the capture starts later.
        if (hellos == 0 || !summary.IsStartSeen || summary.Tcp?.Gaps > hellos) return DecryptionReason.StreamGap;
        return summary.IsClientHelloMissing ? DecryptionReason.MissingClientHello : DecryptionReason.MissingServerHello;
    }
}
