using TlsDissect.Decryption;
using TlsDissect.Decryption.Quic;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Records.Resynchronization;

namespace TlsDissect.Secrets;

/// <summary>Finds the traffic secret of a TLS 1.3 direction with both hellos (RFC 8446 §7.1). The record verifies it.</summary>
internal sealed class TrafficSecretFinder(SecretServices services, HandshakeMemory memory, SecretQuestion question)
{
    /// <summary>Maximum number of KeyUpdates ahead for which a secret is looked up.</summary>
    public const int MaxGenerations = 64;

    /// <summary>Number of values of the first bytes of a packet number that are tried.</summary>
    private const int Windows = 8;

    /// <summary>Maximum number of KeyUpdates that one loss may hide.</summary>
    private const int MaxLostGenerations = 2;

    private readonly IHandshakeFacts _handshake = memory.Handshake;
    private readonly RecordProtection _protection = question.Protection!;

    /// <summary>Finds the secret of the present epoch or of the next one.</summary>
    public SecretAnswer Find(DirectionMemory direction, scoped in TlsRecord record)
    {
        SecretAnswer answer = TryEpoch(question.Epoch, record);
        if (answer.Found is not null) return answer;
        if (question.IsHandshakeSecretMissing(services.Keys)) return SkipHandshake(direction, record);
        SecretAnswer later = TryLaterEpoch(record);
        if (later.Found is not null) return later;
        bool isEarly = question.Epoch == Epoch.EarlyData;
        bool had = answer.Result == SecretResult.BadRecord || later.Result == SecretResult.BadRecord;
        memory.HadCandidates |= had && !isEarly;
        // Without a reason, the secret is known, and a later record may verify it.
        DecryptionReason? early = isEarly && answer.Result != SecretResult.BadRecord ? SecretReasons.WithoutEarlyKey(services.Keys) : null;
        if (had && direction.IsWorthTheNextRecord(question)) return SecretAnswer.Of(SecretResult.Skip, early);
        if (!had && question.Epoch == Epoch.Application && LaterGenerations(0, 0).Any()) return FindLaterGeneration(record);
        if (!had && services.Keys.MayGrow) return SecretAnswer.Of(SecretResult.Wait);
        return isEarly
            ? SecretAnswer.Of(SecretResult.Skip, early)
            : SecretAnswer.Of(SecretResult.GiveUp, SecretReasons.WhyNot(_handshake, memory, services.Keys));
    }

    /// <summary>Skips the records of a handshake whose secret is missing, until one is the first under the application secret.</summary>
    private SecretAnswer SkipHandshake(DirectionMemory direction, scoped in TlsRecord record)
    {
        // Handshake records count from 0 as well. Only missing bytes can make the first captured record a later one.
        LostRecords? lost = question.Lost is { MissingBytes: > 0 } ? question.Lost : null;
        foreach (TrafficSecret secret in SecretsOf(Epoch.Application, record.Header.Length))
        {
            SecretAnswer answer = Try(secret.Secret, _protection, lost, record);
            if (answer.Found is FoundKeys found)
                return answer with { Found = found with { Epoch = Epoch.Application, Given = secret, IsFinishedLost = true } };
        }

        if (question.IsBehind) return SecretAnswer.Of(SecretResult.Wait);
        if (direction.MaySkipHandshake()) return SecretAnswer.Of(SecretResult.Skip, SecretReasons.WithoutKey(_handshake, services.Keys));
        memory.HadCandidates = true;
        return SecretAnswer.Of(SecretResult.GiveUp, SecretReasons.WhyNot(_handshake, memory, services.Keys));
    }

    /// <summary>
    /// Finds the secret after the one in use, which does not decrypt the record. The message that changed the keys may be lost.
    /// </summary>
    public SecretAnswer Recover(scoped in TlsRecord record) =>
        question is { Epoch: Epoch.Application, Lost: not null } ? TryNextGenerations(record) : TryLaterEpoch(record);

    /// <summary>
    /// Tries the keys of the next epoch. Early data that the server refuses is followed by records under the handshake keys, with nothing
    /// in between (RFC 8446 §4.2.10). The Finished that changes to the application keys may be lost.
    /// </summary>
    private SecretAnswer TryLaterEpoch(scoped in TlsRecord record) => question.Epoch switch
    {
        Epoch.EarlyData => TryEpoch(Epoch.Handshake, record),
        Epoch.Handshake when question.Lost is not null => TryEpoch(Epoch.Application, record),
        _ => default,
    };

    /// <summary>
    /// Tries the keys of an epoch. Returns <see cref="SecretResult.BadRecord"/> if a secret for it exists but does not decrypt the record.
    /// </summary>
    private SecretAnswer TryEpoch(Epoch epoch, scoped in TlsRecord record)
    {
        bool isFinishedLost = question.Epoch == Epoch.Handshake && epoch == Epoch.Application;
        SecretResult result = SecretResult.NotFound;
        foreach (TrafficSecret secret in SecretsOf(epoch, record.Header.Length))
        {
            foreach (RecordProtection protection in Protections(epoch, secret))
            {
                SecretAnswer answer = Try(secret.Secret, protection, question.Lost, record);
                if (answer.Found is FoundKeys found)
                    return answer with { Found = found with { Epoch = epoch, Given = secret, IsFinishedLost = isFinishedLost } };
                if (answer.Result == SecretResult.BadRecord) result = answer.Result;
            }
        }

        return SecretAnswer.Of(result);
    }

    /// <summary>Finds an application secret after KeyUpdates, which decrypts later records, if the first one is not logged.</summary>
    private SecretAnswer FindLaterGeneration(scoped in TlsRecord record)
    {
        // Each record is tried as the first under each secret. Only missing bytes make it a later one.
        LostRecords? lost = question.Lost is { MissingBytes: > 0 } ? question.Lost : null;
        foreach (TrafficSecret secret in LaterGenerations(0, record.Header.Length))
        {
            if (!services.Trials.TrySpend(record.Header.Length)) continue;
            SecretAnswer answer = TryGeneration(secret.Secret, secret.Generation, secret, lost, record);
            if (answer.Found is not null) return answer;
        }

        return SecretAnswer.Of(services.Keys.MayGrow && !question.IsEnding ? SecretResult.Wait : SecretResult.Skip,
            SecretReasons.WithoutKey(_handshake, services.Keys));
    }

    /// <summary>Tries the next generations, because a KeyUpdate may be lost.</summary>
    private SecretAnswer TryNextGenerations(scoped in TlsRecord record)
    {
        (byte[]? secret, RecordProtection protection) = (question.TrafficSecret, _protection);
        for (int updates = 1; updates <= MaxLostGenerations; updates++)
        {
            secret = Tls13KeySchedule.TryNextGeneration(protection.Version, protection.CipherSuite, secret);
            if (secret is null) break;
            SecretAnswer answer = TryGeneration(secret, question.Generation + updates, null, question.Lost, record);
            if (answer.Found is not null) return answer;
        }

        // More generations are tried only if the key log has them.
        foreach (TrafficSecret logged in LaterGenerations(question.Generation + MaxLostGenerations, record.Header.Length))
        {
            SecretAnswer answer = TryGeneration(logged.Secret, logged.Generation, logged, question.Lost, record);
            if (answer.Found is not null) return answer;
        }

        return default;
    }

    private SecretAnswer TryGeneration(byte[] secret, int generation, TrafficSecret? given, LostRecords? lost, scoped in TlsRecord record)
    {
        SecretAnswer answer = Try(secret, _protection, lost, record);
        return answer.Found is FoundKeys found
            ? answer with { Found = found with { Epoch = question.Epoch, Generation = generation, Given = given } }
            : answer;
    }

    /// <summary>
    /// Tries the keys of one traffic secret. Returns <see cref="SecretResult.BadRecord"/> if the secret has the length of the suite's hash
    /// but does not decrypt the record.
    /// </summary>
    private SecretAnswer Try(byte[] secret, RecordProtection protection, LostRecords? lost, scoped in TlsRecord record)
    {
        if (TrafficSecret.TryCreateDecryptor(protection, secret) is not RecordDecryptor decryptor) return default;
        // The first bytes of a packet's number are not known, if those before it were lost.
        if (decryptor is QuicRecordDecryptor packets)
        {
            QuicSecretTrial trial = new(services, packets, SearchLook.First) { LikelyNumbers = question.LikelyNumbers ?? [] };
            return trial.Try(secret, 0, Windows, record);
        }

        DecryptedRecord decrypted = services.Decrypt(decryptor, lost, record);
        if (decrypted.IsAuthenticated) return SecretAnswer.Decrypted(new FoundKeys(decryptor) { TrafficSecret = secret }, decrypted);
        decryptor.Dispose();
        return SecretAnswer.Of(SecretResult.BadRecord);
    }

    /// <summary>The traffic secrets logged after more than this number of KeyUpdates, in order.</summary>
    private IEnumerable<TrafficSecret> LaterGenerations(int after, int length)
    {
        for (int generation = after + 1; generation <= after + MaxGenerations; generation++)
        {
            foreach (KeyLogEntry logged in services.Logged(KeyOf(Epoch.Application, generation), length))
                yield return TrafficSecret.From(logged, generation);
        }
    }

    /// <summary>The secrets logged for the client random; if there are none, the one derived from a pre-shared key.</summary>
    private IEnumerable<TrafficSecret> SecretsOf(Epoch epoch, int length)
    {
        bool isLogged = false;
        foreach (KeyLogEntry logged in services.Logged(KeyOf(epoch), length))
        {
            isLogged = true;
            yield return TrafficSecret.From(logged);
        }

        if (epoch == Epoch.EarlyData && _handshake.OuterRandom is ReadOnlyMemory<byte> outer)
        {
            foreach (KeyLogEntry logged in services.Logged(new KeyLogKey(KeyLogLabel.ClientEarlyTrafficSecret, outer.Span), length))
                yield return TrafficSecret.From(logged);
        }

        if (!isLogged && new PreSharedKeyFinder(services, memory).Find(epoch, question) is TrafficSecret derived) yield return derived;
    }

    private KeyLogKey KeyOf(Epoch epoch, int generation = 0) =>
        new(TrafficSecret.LabelOf(epoch, question.Sender), _handshake.ClientRandom!.Value.Span, (uint)generation);

    /// <summary>
    /// The protections to try: that of the negotiated suite. Early data uses the suite of the session that issued the ticket, which differs
    /// if the server refuses it. So all offered suites with a hash as long as the secret are tried for it.
    /// </summary>
    private IEnumerable<RecordProtection> Protections(Epoch epoch, TrafficSecret secret)
    {
        RecordProtection negotiated = _protection;
        yield return negotiated;
        if (epoch != Epoch.EarlyData || _handshake.ClientHello is null) yield break;
        foreach (CipherSuiteId id in _handshake.ClientHello.CipherSuites)
        {
            if (CipherSuite.Find(id) is not { IsTls13: true } suite || suite == negotiated.CipherSuite ||
                SuiteHashes.Length(suite.Hash) != secret.Secret.Length) continue;
            RecordProtection other = new(negotiated.Version, suite) { Quic = negotiated.Quic };
            if (RecordDecryptorFactory.IsSupported(other)) yield return other;
        }
    }
}
