using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Records.Resynchronization;

namespace TlsDissect.Secrets;

/// <summary>Finds the traffic secret of a TLS 1.3 direction (RFC 8446 §7.1) whose hellos are there; the record at hand shows that it is the right one.</summary>
internal sealed class TrafficSecretFinder(SecretServices services, HandshakeMemory memory, SecretQuestion question)
{
    /// <summary>KeyUpdates ahead for which a secret is looked up.</summary>
    public const int MaxGenerations = 64;

    private readonly IHandshakeFacts _handshake = memory.Handshake;

    /// <summary>The secret of the epoch that the direction is in, or of the one after it.</summary>
    public SecretAnswer Find(DirectionMemory direction, scoped in TlsRecord record)
    {
        SecretAnswer answer = TryEpoch(question.Epoch, record);
        if (answer.Found is not null) return answer;
        bool had = answer.Result == SecretResult.BadRecord;
        answer = TryLaterEpoch(record);
        if (answer.Found is not null) return answer;
        had |= answer.Result == SecretResult.BadRecord;
        memory.HadCandidates |= had && question.Epoch != Tls13Epoch.EarlyData;

        // Without the first application secret, one after KeyUpdates may be logged: what it decrypts is still to come.
        bool isLater = question.Epoch == Tls13Epoch.Application && !had && LaterGenerations(0).Any();
        if (isLater)
        {
            answer = TryLaterGenerations(record);
            if (answer.Found is not null) return answer;
        }

        DecryptionReason? reason = isLater ? DecryptionReason.NoKey : null;
        if (had ? direction.IsWorthTheNextRecord(question) : isLater && !services.Keys.MayGrow) return SecretAnswer.Of(SecretResult.Skip, reason);
        if (services.Keys.MayGrow && !had) return SecretAnswer.Of(SecretResult.Wait, reason);
        return question.Epoch == Tls13Epoch.EarlyData ? SecretAnswer.Of(SecretResult.Skip) : SecretAnswer.Of(SecretResult.GiveUp, SecretReasons.WhyNot(_handshake, memory, services.Keys));
    }

    /// <summary>
    /// The keys of the epoch after the present one: early data that the server refuses is followed by records under the handshake keys, without a word between them (RFC 8446
    /// §4.2.10), and the Finished that changes to the application keys may be among what was lost.
    /// </summary>
    public SecretAnswer TryLaterEpoch(scoped in TlsRecord record) => question.Epoch switch
    {
        Tls13Epoch.EarlyData => TryEpoch(Tls13Epoch.Handshake, record),
        Tls13Epoch.Handshake when question.Lost is not null => TryEpoch(Tls13Epoch.Application, record),
        _ => default,
    };

    /// <summary>The traffic secrets that are logged for after more KeyUpdates than some, the first of them first.</summary>
    public IEnumerable<TrafficSecret> LaterGenerations(int after)
    {
        for (int generation = after + 1; generation <= after + MaxGenerations; generation++)
        {
            if (services.Keys.TryFind(TrafficSecret.LabelOf(Tls13Epoch.Application, question.Sender), _handshake.ClientRandom!, out KeyLogEntry logged, generation)) yield return TrafficSecret.From(logged, generation);
        }
    }

    /// <summary>The keys of one traffic secret. <see cref="SecretResult.BadRecord"/> if it is as long as the suite's.</summary>
    public SecretAnswer Try(byte[] secret, RecordProtection protection, LostRecords? lost, scoped in TlsRecord record)
    {
        if (TrafficSecret.TryCreateDecryptor(protection, secret) is not RecordDecryptor decryptor) return default;
        DecryptedRecord decrypted = services.Decrypt(decryptor, lost, record);
        if (decrypted.IsAuthenticated) return SecretAnswer.Decrypted(new FoundKeys(decryptor) { TrafficSecret = secret }, decrypted);
        decryptor.Dispose();
        return SecretAnswer.Of(SecretResult.BadRecord);
    }

    /// <summary>The keys of an epoch. <see cref="SecretResult.BadRecord"/> if there is a secret for it.</summary>
    private SecretAnswer TryEpoch(Tls13Epoch epoch, scoped in TlsRecord record)
    {
        if (FindSecret(epoch) is not TrafficSecret secret) return default;
        bool isFinishedLost = question.Epoch == Tls13Epoch.Handshake && epoch == Tls13Epoch.Application;
        SecretResult result = SecretResult.NotFound;
        foreach (RecordProtection protection in Protections(epoch, secret))
        {
            SecretAnswer answer = Try(secret.Secret, protection, question.Lost, record);
            if (answer.Found is FoundKeys found) return answer with { Found = found with { Epoch = epoch, Given = secret, IsFinishedLost = isFinishedLost } };
            if (answer.Result == SecretResult.BadRecord) result = answer.Result;
        }

        return SecretAnswer.Of(result);
    }

    /// <summary>The first record after a KeyUpdate that could not be read.</summary>
    private SecretAnswer TryLaterGenerations(scoped in TlsRecord record)
    {
        // Each record is tried as the first under each: only what is not there at all makes it another.
        LostRecords? lost = question.Lost is { MissingBytes: > 0 } ? question.Lost : null;
        foreach (TrafficSecret secret in LaterGenerations(0))
        {
            if (!services.Trials.TrySpend(record.Header.Length)) continue;
            SecretAnswer answer = Try(secret.Secret, _handshake.Protection!, lost, record);
            if (answer.Found is FoundKeys found) return answer with { Found = found with { Epoch = question.Epoch, Generation = secret.Generation, Given = secret } };
        }

        return default;
    }

    /// <summary>Logged for the client random, or what follows from a pre-shared key.</summary>
    private TrafficSecret? FindSecret(Tls13Epoch epoch) =>
        services.Keys.TryFind(TrafficSecret.LabelOf(epoch, question.Sender), _handshake.ClientRandom!, out KeyLogEntry logged)
            ? TrafficSecret.From(logged)
            : new PreSharedKeyFinder(services, memory).Find(epoch, question);

    /// <summary>
    /// The negotiated suite. Early data is under that of the session which issued the ticket, another where the server refuses it: all that the client
    /// offers with a hash as long as the secret.
    /// </summary>
    private IEnumerable<RecordProtection> Protections(Tls13Epoch epoch, TrafficSecret secret)
    {
        RecordProtection negotiated = _handshake.Protection!;
        yield return negotiated;
        if (epoch != Tls13Epoch.EarlyData || _handshake.ClientHello is null) yield break;
        foreach (ushort id in _handshake.ClientHello.CipherSuites)
        {
            if (CipherSuites.Find(id) is not { IsTls13: true } suite || suite == negotiated.CipherSuite || SuiteHashes.Length(suite.Hash) != secret.Secret.Length) continue;
            RecordProtection other = new(negotiated.Version, suite);
            if (RecordDecryptorFactory.IsSupported(other)) yield return other;
        }
    }
}
