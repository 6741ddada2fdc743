using TlsDissect.Decryption;
using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Transport;

namespace TlsDissect.Secrets;

/// <summary>
/// Finds the secrets of one connection and verifies them: a record must authenticate with the keys derived from them (architecture decision
/// 8). It does not know the connection. It takes a value, returns a value, and remembers what was tried.
/// </summary>
internal sealed class SecretFinder(SecretServices services)
{
    /// <summary>Memory of a finder, of a handshake and of a direction, in bytes.</summary>
    private const int HeldByFinder = 136, HeldByHandshake = 208, HeldByDirection = 224;

    private DirectionMemory? _direction0;
    private DirectionMemory? _direction1;

    // Per direction, what was tried for its handshake. An earlier handshake is released, so that its transcript is not kept.
    private HandshakeMemory? _handshake0;
    private HandshakeMemory? _handshake1;

    public SecretServices Services { get; } = services;

    /// <summary>Bytes of memory used.</summary>
    public int Held => HeldByFinder + (_direction0 is null ? 0 : HeldByDirection) + (_direction1 is null ? 0 : HeldByDirection) +
        (_handshake0 is null ? 0 : HeldByHandshake) + (_handshake1 is null || _handshake1 == _handshake0 ? 0 : HeldByHandshake);

    /// <summary>Finds the keys of a direction's next record and decrypts it with them.</summary>
    public SecretAnswer Find(scoped in SecretQuestion question, scoped in TlsRecord record)
    {
        IHandshakeFacts? handshake = question.Handshake;
        if (handshake?.ServerHello is not null &&
            (question.Protection is not RecordProtection protection || !RecordDecryptorFactory.IsSupported(protection)))
            return SecretAnswer.Of(SecretResult.GiveUp, DecryptionReason.UnsupportedCipherSuite);
        // Without keys nothing is remembered about a connection. Early data may end with any record, so each one is looked up.
        if (!Services.Keys.MayHaveAny && question.Epoch != Epoch.EarlyData) return SecretAnswer.Of(SecretResult.GiveUp, WhyNot(handshake));
        SecretAnswer answer = FindByHellos(question, record);
        if (answer.Result == SecretResult.NotFound) answer = WaitOrGiveUp(handshake) with { IsSearched = answer.IsSearched };
        return answer with { IsCutShort = Known(handshake) is { HasUntriedKeys: true } };
    }

    /// <summary>Finds the keys of a record that the keys in use do not decrypt.</summary>
    public SecretAnswer Recover(scoped in SecretQuestion question, scoped in TlsRecord record)
    {
        if (question is { Epoch: Epoch.EarlyData, Handshake.Protection: null })
            return HasSearched(question.Side) ? new TrafficSecretSearch(Services, Of(question.Side), question).Find(record) : default;
        if (question.Handshake is not { IsTls13: true, Protection: not null } handshake) return default;
        HandshakeMemory memory = Of(handshake, question.Side);
        SecretAnswer answer = new TrafficSecretFinder(Services, memory, question).Recover(record);
        return answer with { IsCutShort = memory.HasUntriedKeys };
    }

    /// <summary>Why no key decrypts the records that a handshake protects.</summary>
    public DecryptionReason WhyNot(IHandshakeFacts? handshake) => SecretReasons.WhyNot(handshake, Known(handshake), Services.Keys);

    /// <summary>The keys that were available for a handshake, for the sentence that says why it is not decrypted.</summary>
    public GivenKeys GivenFor(IHandshakeFacts? handshake)
    {
        GivenKeys given = KeysForConnection.Of(Services.Keys, handshake);
        bool isUntried = handshake is { MayHaveInnerHello: true } && given.Labels == 0 &&
            given.Secrets > TrafficSecretSearch.MaxInnerTrials;
        return isUntried ? given with { IsInnerHelloUntried = true } : given;
    }

    /// <summary>Whether the key log was searched for a direction's secret.</summary>
    public bool HasSearched(int side) => Known(side) is { IsSearched: true };

    /// <summary>Whether secrets were added since then.</summary>
    public bool HasMore(int side) => Known(side)?.HasMore(Services.Keys) == true;

    /// <summary>Forgets what was tried, because the hellos read so far are discarded.</summary>
    public void Forget() => (_direction0, _direction1, _handshake0, _handshake1) = (null, null, null, null);

    /// <summary>Whether there were candidates for a handshake, and one that must be right. Kept while the connection rests.</summary>
    public (bool Any, bool Certain) CandidatesOf(IHandshakeFacts handshake) =>
        Known(handshake) is HandshakeMemory known ? (known.HadCandidates, known.HadCertainCandidate) : default;

    /// <summary>Restores the candidates of a connection that rested.</summary>
    public void RestoreCandidates(IHandshakeFacts handshake, (bool Any, bool Certain) candidates)
    {
        if (candidates.Any)
            _handshake0 = _handshake1 = new HandshakeMemory(handshake) { HadCandidates = true, HadCertainCandidate = candidates.Certain };
    }

    /// <summary>Remembers a ticket. Its secret is known if that of its session is.</summary>
    public void OnTicket(in IpEndpoint client, in IpEndpoint server, IHandshakeFacts handshake, NewSessionTicket ticket)
    {
        if (!handshake.IsTls13) Services.Sessions.Remember(client, server, handshake);
        else if (Known(handshake) is { PreSharedKey: not null } known)
            new PreSharedKeyFinder(Services, known).Remember(client, server, ticket);
    }

    /// <summary>Handles the client's Finished, on which the secrets of tickets depend.</summary>
    public void OnClientFinished(in IpEndpoint client, in IpEndpoint server, IHandshakeFacts handshake)
    {
        if (Known(handshake) is { EarlyTickets: not null } known) new PreSharedKeyFinder(Services, known).RememberEarly(client, server);
    }

    /// <summary>Chooses the finder by the hellos that were seen.</summary>
    private SecretAnswer FindByHellos(scoped in SecretQuestion question, scoped in TlsRecord record)
    {
        IHandshakeFacts? handshake = question.Handshake;
        bool isNamed = handshake?.ClientRandom is not null && handshake.Protection is not null &&
            !TrafficSecretSearch.IsForInnerHello(Services.Keys, handshake);
        if (handshake is { ServerHello: not null, IsTls13: false })
            return isNamed
                ? FindMaster(question, record)
                : new MasterSecretFinder(Services, Of(handshake, question.Side), question).Search(record) with { IsSearched = true };
        if (isNamed && question.Epoch != Epoch.Initial && (question.HasDecrypted || question.HasOwnHello))
            return new TrafficSecretFinder(Services, Of(handshake!, question.Side), question).Find(Of(question.Side), record);
        return Search(question, record);
    }

    private SecretAnswer FindMaster(scoped in SecretQuestion question, scoped in TlsRecord record)
    {
        HandshakeMemory memory = Of(question.Handshake!, question.Side);
        SecretAnswer answer = new MasterSecretFinder(Services, memory, question).Find(record);
        if (answer.Result != SecretResult.NotFound) return answer;
        // The session hash covers the ServerHelloDone (RFC 7627 §3), which may be read later than the client's messages.
        if (memory.Handshake is
            { ServerHello.ExtendedMasterSecret: true, IsResumption: false, ServerHelloDone: false, IsDamaged: false }) return default;
        // After a loss or an injected record, the next record may decrypt even if this one does not.
        bool isLikely = memory.HadCertainCandidate || (memory.HadCandidates && memory.Handshake.IsResumption);
        return isLikely && Of(question.Side).IsWorthTheNextRecord(question) ? SecretAnswer.Of(SecretResult.Skip) : default;
    }

    /// <summary>Searches the secret for TLS 1.3 when a hello is missing or may be.</summary>
    private SecretAnswer Search(scoped in SecretQuestion question, scoped in TlsRecord record)
    {
        // The ServerHello may be read later than it was sent.
        if (question.Handshake is { ClientHello: not null, ServerHello: null, IsFoundByTrial: false } && question.Sender == Sender.Client &&
            !question.HasMany) return default;
        // The records after this one help to find its sequence number.
        if (question.Handshake?.ClientRandom is null && !question.HasOwnHello && !question.HasEnough)
            return SecretAnswer.Of(SecretResult.Wait);
        SecretAnswer answer = new TrafficSecretSearch(Services, Of(question.Side), question).Find(record);
        // After early data whose key is missing come records whose key may be known.
        if (answer.Found is null && question.Epoch == Epoch.EarlyData && question.IsEnding)
            answer = SecretAnswer.Of(SecretResult.Skip, SecretReasons.WithoutEarlyKey(Services.Keys));
        if (answer.Found is null && question.IsHandshakeSecretMissing(Services.Keys)) answer = SkipHandshake(question);
        return answer with { IsSearched = true };
    }

    /// <summary>
    /// Skips a record that may belong to a handshake whose secret is missing. Waits first for enough records to recognize the start of the
    /// next epoch.
    /// </summary>
    private SecretAnswer SkipHandshake(scoped in SecretQuestion question)
    {
        if (question.IsBehind || (!question.HasOwnHello && !question.HasEnough)) return SecretAnswer.Of(SecretResult.Wait);
        return Of(question.Side).MaySkipHandshake()
            ? SecretAnswer.Of(SecretResult.Skip, SecretReasons.WithoutKey(question.Handshake, Services.Keys))
            : default;
    }

    /// <summary>
    /// Waits if a key may still be added, or if the other direction may still bring a part of the handshake that a known key needs.
    /// </summary>
    private SecretAnswer WaitOrGiveUp(IHandshakeFacts? handshake)
    {
        bool isBegun = handshake?.ClientHello is not null || handshake?.ServerHello is not null;
        bool partMissing = isBegun && (handshake!.ClientHello is null || handshake.ServerHello is null ||
            (!handshake.IsTls13 && !handshake.IsResumption && (handshake.ClientKeyExchange is null || !handshake.ServerHelloDone)));
        return Services.Keys.MayGrow || (Services.Keys.HasAny && partMissing)
            ? SecretAnswer.Of(SecretResult.Wait)
            : SecretAnswer.Of(SecretResult.GiveUp, WhyNot(handshake));
    }

    private DirectionMemory Of(int side) => (side == 0 ? ref _direction0 : ref _direction1) ??= new DirectionMemory();

    private DirectionMemory? Known(int side) => side == 0 ? _direction0 : _direction1;

    private HandshakeMemory? Known(IHandshakeFacts? handshake)
    {
        if (handshake is null) return null;
        return _handshake0?.Handshake == handshake ? _handshake0 : _handshake1?.Handshake == handshake ? _handshake1 : null;
    }

    private HandshakeMemory Of(IHandshakeFacts handshake, int side) =>
        (side == 0 ? ref _handshake0 : ref _handshake1) = Known(handshake) ?? new HandshakeMemory(handshake);
}
