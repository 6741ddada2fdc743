using System.Text;
using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Transport;

namespace TlsDissect.Secrets;

/// <summary>
/// Derives traffic secrets from a known pre-shared key, given or from a ticket. The binders of the ClientHello verify the key before
/// anything is decrypted (RFC 8446 §4.2.11.2).
/// </summary>
internal sealed class PreSharedKeyFinder(SecretServices services, HandshakeMemory memory)
{
    /// <summary>Maximum number of keys to try for one ClientHello.</summary>
    private const int MaxTrials = 256;

    /// <summary>
    /// Cost of trying a key, in bytes that could be decrypted in the same time. Two derivations, because the binders of SHA-256 and SM3
    /// have the same length.
    /// </summary>
    private const int TrialCost = 2 * SearchBudget.Derivation;

    /// <summary>Maximum number of tickets kept until the client's Finished comes. Servers issue one or two.</summary>
    private const int MaxEarlyTickets = 4;

    private readonly IHandshakeFacts _handshake = memory.Handshake;

    /// <summary>Finds a direction's secret. Returns <c>null</c> if none can be derived.</summary>
    public TrafficSecret? Find(Epoch epoch, in SecretQuestion question)
    {
        if (Verify(question.Client, question.Server) is not VerifiedPreSharedKey key) return null;
        if (epoch == Epoch.EarlyData)
        {
            // Early data uses the first key (RFC 8446 §4.2.10), and never follows a HelloRetryRequest.
            if (key.Index != 0 || _handshake.Transcript.MessageOf(Transcript.FirstHello) is not { IsEmpty: false } hello) return null;
            return Secret(key, key.Schedule.EarlyTraffic(SuiteHashes.Compute(key.Schedule.Hash, hello)));
        }

        if (!IsAlone(key)) return null;
        HandshakeType last = epoch == Epoch.Handshake ? HandshakeType.ServerHello : HandshakeType.Finished;
        if (TranscriptHash(key, Sender.Server, last) is not byte[] hash) return null;
        return Secret(key,
            epoch == Epoch.Handshake
                ? key.Schedule.HandshakeTraffic(question.Sender, hash)
                : key.Schedule.ApplicationTraffic(question.Sender, hash));
    }

    /// <summary>Remembers the key of a ticket. It is known if its session's secrets follow from a pre-shared key alone.</summary>
    public void Remember(in IpEndpoint client, in IpEndpoint server, NewSessionTicket ticket)
    {
        if (memory.PreSharedKey is not VerifiedPreSharedKey key || !IsAlone(key)) return;
        if (TranscriptHash(key, Sender.Client, HandshakeType.Finished) is not byte[] hash)
        {
            List<NewSessionTicket> early = memory.EarlyTickets ??= [];
            if (early.Count < MaxEarlyTickets) early.Add(ticket);
            return;
        }

        byte[] resumption = key.Schedule.Resumption(hash, ticket.Nonce);
        services.Sessions.Store(client, server, ticket.Ticket,
            new SessionSecret(resumption, SecretSource.Resumed, key.Name, Certain: true));
    }

    /// <summary>Remembers the tickets read before the client's Finished, on which their keys depend.</summary>
    public void RememberEarly(in IpEndpoint client, in IpEndpoint server)
    {
        if (memory.EarlyTickets is not List<NewSessionTicket> tickets) return;
        memory.EarlyTickets = null;
        foreach (NewSessionTicket ticket in tickets) Remember(client, server, ticket);
    }

    /// <summary>Finds the key that matches one of the binders in the ClientHello. The search is done once.</summary>
    private VerifiedPreSharedKey? Verify(in IpEndpoint client, in IpEndpoint server)
    {
        // TLS 1.3 sessions depend on such a key too. Without one, a lookup need not wait for other dissectors.
        if (services.Keys.PreSharedKeys.Count == 0) return null;
        if (memory.PreSharedKey is not null || _handshake.ClientHello is not { BindersOffset: int offset } hello ||
            ReferenceEquals(memory.PreSharedKeySearched, hello)) return memory.PreSharedKey;
        memory.PreSharedKeySearched = hello;
        int trials = 0;
        OfferedBinders binders = new(_handshake.Transcript, offset);
        for (int index = 0; index < hello.PreSharedKeyIdentities.Length; index++)
        {
            ReadOnlyMemory<byte> identity = hello.PreSharedKeyIdentities[index];
            foreach ((byte[] key, bool isExternal, SecretSource source, string? name) in KeysOf(client, server, identity))
            {
                if (trials++ == MaxTrials || !memory.MayTry(services, TrialCost)) return null;
                if (TryBinder(binders, index, key, isExternal) is Tls13PskSchedule schedule)
                    return memory.PreSharedKey = new VerifiedPreSharedKey(schedule, index, source, name);
            }
        }

        return null;
    }

    private IEnumerable<(byte[] Key, bool IsExternal, SecretSource Source, string? Name)> KeysOf(IpEndpoint client, IpEndpoint server,
        ReadOnlyMemory<byte> identity)
    {
        if (services.Sessions.Find(client, server, identity.Span) is SessionSecret session)
            yield return (session.Master, false, SecretSource.Resumed, session.KeyName);
        foreach (PreSharedKey key in services.Keys.PreSharedKeys)
        {
            if (key.Fits(identity.Span))
                yield return (key.Secret, true, SecretSource.PreSharedKey, Encoding.Latin1.GetString(identity.Span));
        }
    }

    private Tls13PskSchedule? TryBinder(OfferedBinders binders, int index, byte[] key, bool isExternal)
    {
        foreach (SuiteHash suiteHash in (ReadOnlySpan<SuiteHash>)[SuiteHash.Sha256, SuiteHash.Sha384, SuiteHash.Sm3])
        {
            ReadOnlySpan<byte> binder = binders.Of(index);
            if (binder.Length != SuiteHashes.Length(suiteHash) || binders.Covered(suiteHash) is not byte[] covered) continue;
            ProtocolVersion version = _handshake.ServerHello is not null ? _handshake.Version
                : _handshake.ClientHello is { } offer && offer.LegacyVersion.IsDtls() ? ProtocolVersion.Dtls13 : ProtocolVersion.Tls13;
            Tls13PskSchedule schedule = new(version, suiteHash, key);
            if (binder.SequenceEqual(schedule.Binder(isExternal, covered))) return schedule;
        }

        return null;
    }

    /// <summary>Whether the mode is psk_ke: the server chose this key and sent no key share.</summary>
    private bool IsAlone(VerifiedPreSharedKey key) =>
        _handshake.ServerHello is { KeyShare: null } hello && hello.SelectedPreSharedKey == key.Index &&
            _handshake.CipherSuite?.Hash == key.Schedule.Hash;

    private byte[]? TranscriptHash(VerifiedPreSharedKey key, Sender sender, HandshakeType last)
    {
        byte[] Hash(byte[] bytes) => SuiteHashes.Compute(key.Schedule.Hash, bytes);
        return _handshake.Transcript.ThroughTls13(sender, last, Hash) is byte[] messages ? Hash(messages) : null;
    }

    private static TrafficSecret Secret(VerifiedPreSharedKey key, byte[] secret) =>
        new(secret, key.Source, key.Name) { Schedule = key.Schedule };
}

/// <summary>The pre-shared key that a binder verified.</summary>
/// <param name="Schedule">The key schedule from it.</param>
/// <param name="Index">The index of its identity in the offer.</param>
/// <param name="Source">Given, or from a ticket.</param>
/// <param name="Name">The identity, or the key of the session that issued the ticket.</param>
internal sealed record VerifiedPreSharedKey(Tls13PskSchedule Schedule, int Index, SecretSource Source, string? Name);
