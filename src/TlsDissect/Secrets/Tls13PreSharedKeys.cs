using System.Text;
using TlsDissect.Connections;
using TlsDissect.Handshakes;
using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Secrets;

/// <summary>
/// Traffic secrets that follow from a pre-shared key that we have, given or from a ticket. Which key it is, the ClientHello's binders prove before
/// anything is decrypted (RFC 8446 §4.2.11.2).
/// </summary>
internal static class Tls13PreSharedKeys
{
    /// <summary>Maximum number of keys to try for one ClientHello.</summary>
    private const int MaxTrials = 256;

    /// <summary>Cost of trying a key, in bytes that could be decrypted meanwhile. Two derivations, as SHA-256's and SM3's binders have the same length.</summary>
    private const int TrialCost = 2 * SearchBudget.Derivation;

    /// <summary>The key that a binder proved.</summary>
    /// <param name="Schedule">What follows from it.</param>
    /// <param name="Index">Which of the identities offered it is.</param>
    /// <param name="Source">Given, or of a ticket.</param>
    /// <param name="Name">The identity, or what opened the session that issued the ticket.</param>
    internal sealed record Proved(Tls13PskSchedule Schedule, int Index, SecretSource Source, string? Name);

    /// <summary>A direction's secret, or <c>null</c> where none follows.</summary>
    public static TrafficSecret? Find(DissectorContext context, ConnectionSummary connection, Handshake handshake, Tls13Epoch epoch, Sender sender)
    {
        if (Prove(context, connection, handshake) is not Proved proved) return null;
        if (epoch == Tls13Epoch.EarlyData)
        {
            // Early data is under the first key (RFC 8446 §4.2.10), and never follows a HelloRetryRequest.
            if (proved.Index != 0 || !handshake.Transcript.TryGetThrough(Sender.Client, HandshakeType.ClientHello, out ReadOnlySpan<byte> hello)) return null;
            return Secret(proved, proved.Schedule.EarlyTraffic(SuiteHashes.Compute(proved.Schedule.Hash, hello)));
        }

        if (!IsAlone(handshake, proved)) return null;
        HandshakeType last = epoch == Tls13Epoch.Handshake ? HandshakeType.ServerHello : HandshakeType.Finished;
        if (TranscriptHash(handshake, proved, Sender.Server, last) is not byte[] hash) return null;
        return Secret(proved, epoch == Tls13Epoch.Handshake ? proved.Schedule.HandshakeTraffic(sender, hash) : proved.Schedule.ApplicationTraffic(sender, hash));
    }

    /// <summary>A ticket of a session that follows from a pre-shared key alone: its own key is known too.</summary>
    public static void Remember(DissectorContext context, ConnectionSummary connection, Handshake handshake, NewSessionTicket ticket)
    {
        if (handshake.PreSharedKey is not Proved proved || !IsAlone(handshake, proved)) return;
        if (TranscriptHash(handshake, proved, Sender.Client, HandshakeType.Finished) is not byte[] hash)
        {
            List<NewSessionTicket> early = handshake.EarlyTickets ??= [];
            if (early.Count < MaxEarlyTickets) early.Add(ticket);
            return;
        }

        byte[] key = proved.Schedule.Resumption(hash, ticket.Nonce);
        context.Sessions.Store(connection.Client, connection.Server, ticket.Ticket, new SessionSecret(key, SecretSource.Resumed, proved.Name, Certain: true));
    }

    /// <summary>The client's Finished is there, which the keys of tickets follow from: those that were read before it are remembered now.</summary>
    public static void RememberEarly(DissectorContext context, ConnectionSummary connection, Handshake handshake)
    {
        if (handshake.EarlyTickets is not List<NewSessionTicket> tickets) return;
        handshake.EarlyTickets = null;
        foreach (NewSessionTicket ticket in tickets) Remember(context, connection, handshake, ticket);
    }

    /// <summary>Tickets that are kept until the client's Finished comes; servers issue one or two.</summary>
    private const int MaxEarlyTickets = 4;

    /// <summary>The key that one of the ClientHello's binders fits; looked for once.</summary>
    private static Proved? Prove(DissectorContext context, ConnectionSummary connection, Handshake handshake)
    {
        // Sessions of TLS 1.3 follow from such a key too: where none was given, no lookup has to wait for other dissectors.
        if (context.Keys.PreSharedKeys.Count == 0) return null;
        if (handshake.PreSharedKey is not null || handshake.ClientHello is not { BindersOffset: int offset } hello || ReferenceEquals(handshake.PreSharedKeySearched, hello)) return handshake.PreSharedKey;
        handshake.PreSharedKeySearched = hello;
        int trials = 0;
        OfferedBinders binders = new(handshake.Transcript, offset);
        for (int index = 0; index < hello.PreSharedKeyIdentities.Length; index++)
        {
            byte[] identity = hello.PreSharedKeyIdentities[index];
            foreach ((byte[] key, bool isExternal, SecretSource source, string? name) in KeysOf(context, connection, identity))
            {
                if (trials++ == MaxTrials || !context.SharedTrials.TrySpend(TrialCost, connection)) return null;
                if (TryBinder(handshake, binders, index, key, isExternal) is Tls13PskSchedule schedule) return handshake.PreSharedKey = new Proved(schedule, index, source, name);
            }
        }

        return null;
    }

    private static IEnumerable<(byte[] Key, bool IsExternal, SecretSource Source, string? Name)> KeysOf(DissectorContext context, ConnectionSummary connection, byte[] identity)
    {
        if (context.Sessions.Find(connection.Client, connection.Server, identity) is SessionSecret session) yield return (session.Master, false, SecretSource.Resumed, session.KeyName);
        foreach (PreSharedKey key in context.Keys.PreSharedKeys)
        {
            if (key.Fits(identity)) yield return (key.Secret, true, SecretSource.PreSharedKey, Encoding.Latin1.GetString(identity));
        }
    }

    private static Tls13PskSchedule? TryBinder(Handshake handshake, OfferedBinders binders, int index, byte[] key, bool isExternal)
    {
        foreach (SuiteHash suiteHash in (ReadOnlySpan<SuiteHash>)[SuiteHash.Sha256, SuiteHash.Sha384, SuiteHash.Sm3])
        {
            ReadOnlySpan<byte> binder = binders.Of(index);
            if (binder.Length != SuiteHashes.Length(suiteHash) || binders.Covered(suiteHash) is not byte[] covered) continue;
            ProtocolVersion version = handshake.ServerHello is null ? ProtocolVersion.Tls13 : handshake.Version;
            Tls13PskSchedule schedule = new(version, suiteHash, key);
            if (binder.SequenceEqual(schedule.Binder(isExternal, covered))) return schedule;
        }

        return null;
    }

    /// <summary>psk_ke: the server chose this key, and sent no key share.</summary>
    private static bool IsAlone(Handshake handshake, Proved proved) =>
        handshake.ServerHello is { KeyShareGroup: null } hello && hello.SelectedPreSharedKey == proved.Index && handshake.CipherSuite?.Hash == proved.Schedule.Hash;

    private static byte[]? TranscriptHash(Handshake handshake, Proved proved, Sender sender, HandshakeType last)
    {
        byte[] Hash(byte[] bytes) => SuiteHashes.Compute(proved.Schedule.Hash, bytes);
        return handshake.Transcript.ThroughTls13(sender, last, Hash) is byte[] messages ? Hash(messages) : null;
    }

    private static TrafficSecret Secret(Proved proved, byte[] secret) => new(secret, proved.Source, proved.Name);
}
