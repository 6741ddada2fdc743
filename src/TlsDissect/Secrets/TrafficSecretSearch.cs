using TlsDissect.Decryption;
using TlsDissect.Decryption.Quic;
using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Secrets;

/// <summary>
/// Finds the TLS 1.3 traffic secret of a direction when a hello is missing. Without the ClientHello the secrets are not identified, so all
/// secrets of the key log are tried. Without the ServerHello the suite is unknown, and without the sender's own hello the sequence number.
/// Each secret is tried once to each depth. Secrets added to the log later are tried then.
/// </summary>
internal sealed class TrafficSecretSearch(SecretServices services, DirectionMemory memory, SecretQuestion question)
{
    private static readonly CipherSuite[] Suites = RecordDecryptorFactory.SuitesOf(ProtocolVersion.Tls13);

    /// <summary>Number of sequence numbers to try for handshake records and early data.</summary>
    private const int HandshakeRecords = 32;

    /// <summary>
    /// Number of secrets to try for an inner hello: about the work that <see cref="DissectorOptions.MaxTrialBytes"/> allows for both sides.
    /// </summary>
    public const int MaxInnerTrials = 1024;

    /// <summary>Number of possible sequence numbers of the record.</summary>
    private readonly int _most = question.IsDtls ? 1
        : question.HasOwnHello ? (int)Math.Min(question.Lost?.MostRecords ?? 0, int.MaxValue - 1) + 1 : int.MaxValue;

    private readonly KeyLogCursor[] _places = memory.PlacesOf(question.SearchedEpoch);

    /// <summary>Whether the secrets were tried on an earlier record.</summary>
    private bool _isAgain;

    /// <summary>Finds the secret that decrypts a record.</summary>
    public SecretAnswer Find(scoped in TlsRecord record)
    {
        // Records of TLS 1.3 and its drafts carry the version of TLS 1.2 (RFC 8446 §5.1), and those of DTLS 1.3 none.
        if (record.Header.Type != ContentType.ApplicationData ||
            record.Header.Version is not (ProtocolVersion.Tls12 or ProtocolVersion.Tls10 or ProtocolVersion.Dtls13)) return default;
        if (question.Handshake is IHandshakeFacts handshake && IsForInnerHello(services.Keys, handshake)) return TryInner(record);
        return question.Handshake?.ClientRandom is ReadOnlyMemory<byte> random ? TryLogged(random, record) : TryAll(record);
    }

    /// <summary>Whether the secrets may be logged for the random of an inner hello, because none are logged for the outer one.</summary>
    public static bool IsForInnerHello(KeyRing keys, IHandshakeFacts handshake) =>
        handshake.MayHaveInnerHello && !keys.HasTrafficSecretOf(handshake.ClientRandom.GetValueOrDefault().Span);

    /// <summary>Tries the secrets logged for the client random.</summary>
    private SecretAnswer TryLogged(ReadOnlyMemory<byte> random, scoped in TlsRecord record)
    {
        (Epoch Epoch, int Version, int Count,
            int Levels) tried = (question.Epoch, services.Keys.Version, 0, _most == 1 || !question.HasEnough ? 1 : SearchDepth.Levels);
        // Early data may end with any record.
        bool isEarly = question.Epoch == Epoch.EarlyData;
        bool isKnown = !isEarly && tried == (memory.Tried with { Count = 0 });
        if (isKnown && !MayTryAgain()) return default;
        LoggedSecret[] logged = [.. LoggedFor(random)];
        tried.Count = logged.Length;
        bool isAgain = !isKnown && !isEarly && tried == (memory.Tried with { Version = tried.Version }) && !MayTryAgain();
        memory.Tried = tried;
        for (int level = 0; level < tried.Levels && !isAgain; level++)
        {
            foreach (LoggedSecret secret in logged)
            {
                SecretAnswer answer = TrySecret(secret, level, record);
                if (answer.Found is not null) return answer;
            }
        }

        return default;
    }

    /// <summary>
    /// Tries a few logged handshake secrets on the first record, because browsers offer an inner hello in every connection.
    /// </summary>
    private SecretAnswer TryInner(scoped in TlsRecord record)
    {
        int left = MaxInnerTrials - memory.InnerTried;
        Epoch epoch = question.IsDatagram ? question.Epoch : Epoch.Handshake;
        SecretAnswer answer = TryRest(0, ref _places[0], 1u << (int)TrafficSecret.LabelOf(epoch, question.Sender), ref left, record);
        memory.InnerTried = MaxInnerTrials - left;
        return answer;
    }

    /// <summary>Tries all logged secrets.</summary>
    private SecretAnswer TryAll(scoped in TlsRecord record)
    {
        uint labels = 0;
        foreach (KeyLogLabel label in Labels()) labels |= 1u << (int)label;
        SecretAnswer answer = default;
        int left = int.MaxValue;
        bool isDone = !services.Keys.HasNext(_places[0]);
        for (int level = 0; level < (_most == 1 ? 1 : SearchDepth.Levels) && answer.Found is null; level++)
            answer = TryRest(level, ref _places[level], labels, ref left, record);
        if (answer.Found is not null || !isDone || !MayTryAgain()) return answer;
        KeyLogCursor again = default;
        return TryRest(0, ref again, labels, ref left, record);
    }

    /// <summary>
    /// Whether the secrets are tried on this record although they were tried on an earlier one. Datagrams are damaged and forged one by
    /// one; a stream is damaged once for all.
    /// </summary>
    private bool MayTryAgain() =>
        _isAgain = question.IsDatagram && services.SharedTrials.HasPlenty && memory.TakeRetry(question.SearchedEpoch);

    /// <summary>How secrets are looked at in a depth.</summary>
    private SearchLook LookAt(int level) =>
        _isAgain ? SearchLook.Deeper : level switch { 0 => SearchLook.First, 1 => SearchLook.Rare, _ => SearchLook.Deeper };

    private SearchLook PacketLook(int level) => level == 0 ? LookAt(level) : SearchLook.Deeper;

    /// <summary>Tries the secrets that were not tried to this depth yet.</summary>
    private SecretAnswer TryRest(int level, scoped ref KeyLogCursor place, uint labels, scoped ref int left, scoped in TlsRecord record)
    {
        while (left > 0 && services.Keys.HasNext(place))
        {
            int steps = services.Search.TakeSteps(LookAt(level));
            if (steps == 0) break;
            while (left > 0 && services.Keys.TryNext(ref place, labels, ref steps, out LoggedSecret secret))
            {
                left--;
                SecretAnswer answer = TrySecret(secret, level, record);
                if (answer.Found is not null) return answer;
            }
        }

        return default;
    }

    private SecretAnswer TrySecret(scoped in LoggedSecret logged, int level, scoped in TlsRecord record)
    {
        if (!services.Search.TrySpend(SearchBudget.Look, LookAt(level))) return default;
        bool isNamed = question.Handshake?.Protection is not null || question.Handshake?.ClientHello is not null || _most == 1;
        bool isNumbered = logged.Label is KeyLogLabel.ClientTrafficSecret0 or KeyLogLabel.ServerTrafficSecret0;
        // A handshake does not have thousands of records, and other keys follow it soon.
        bool isAlone = !isNumbered || level == SearchDepth.Alone || _most == 1;
        foreach (RecordProtection protection in Protections(logged.Secret.Length))
        {
            CipherSuite suite = protection.CipherSuite;
            if (protection.Quic is not null)
            {
                if (!services.Search.TrySpend(2 * SearchBudget.Derivation, PacketLook(level))) return default;
                if (TrafficSecret.TryCreateDecryptor(protection, logged.Secret) is not QuicRecordDecryptor decryptor) continue;
                decryptor.MaySearchFirst = question.Handshake?.ClientRandom is not null;
                QuicSecretTrial packets = new(services, decryptor, PacketLook(level))
                {
                    MayBeUpdated = isNumbered,
                    LikelyNumbers = question.LikelyNumbers ?? [],
                };
                SecretAnswer packet = packets.Try(logged.Secret, level, record);
                if (packet.Found is FoundKeys opened) return packet with { Found = Described(opened, logged, 0, protection) };
                continue;
            }

            if (question.IsDtls)
            {
                if (!services.Search.TrySpend(2 * SearchBudget.Derivation + record.Header.Length, LookAt(level))) return default;
                if (TrafficSecret.TryCreateDecryptor(protection, logged.Secret) is not RecordDecryptor records) continue;
                DecryptedRecord read = records.Decrypt(record, services.Plaintext);
                if (read.IsAuthenticated)
                {
                    FoundKeys keys = Described(new FoundKeys(records) { TrafficSecret = logged.Secret }, logged, 0, protection);
                    return SecretAnswer.Decrypted(keys, read);
                }

                records.Dispose();
                continue;
            }

            int firstLevel = isNamed ? 0 : SearchDepth.FirstLevel(suite);
            if (level < firstLevel || (!isNumbered && level > firstLevel)) continue;
            SearchLook look = level <= firstLevel ? LookAt(level) : SearchLook.Deeper;
            TrafficSecretTrial trial = new(services, protection, isAlone ? [] : question.Following, look);
            byte[] secret = logged.Secret;
            for (int updates = 0; updates <= (_most == 1 || !isNumbered ? 0 : SearchDepth.KeyUpdates(level)); updates++)
            {
                if (updates > 0)
                {
                    // The secret of the next generation is in the log itself.
                    if (services.Keys.TryFind(logged.Label, logged.ClientRandom.Span, out _, (int)logged.Generation + updates)) break;
                    if (Tls13KeySchedule.TryNextGeneration(protection.Version, suite, secret) is not byte[] next) break;
                    secret = next;
                }

                (int from, int to) = SearchDepth.SequenceNumbers(suite, level, firstLevel, updates);
                SecretAnswer answer = trial.Try(secret, from, Math.Min(_most, isNumbered ? to : HandshakeRecords), record);
                if (answer.Found is FoundKeys found) return answer with { Found = Described(found, logged, updates, protection) };
            }
        }

        return default;
    }

    /// <summary>Adds what a logged secret reveals by decrypting a record: the sender, the client random, and the suite.</summary>
    private static FoundKeys Described(FoundKeys found, in LoggedSecret logged, int updates, RecordProtection protection)
    {
        (Epoch epoch, Sender sender) = TrafficSecret.EpochOf(logged.Label);
        return found with
        {
            Epoch = epoch,
            Generation = (int)logged.Generation + updates,
            Given = TrafficSecret.From(logged.Entry, (int)logged.Generation),
            Trial = new FoundByTrial(logged.ClientRandom, sender, epoch == Epoch.EarlyData ? null : protection.CipherSuite)
            {
                Version = protection.Version,
            },
            IsFinishedLost = epoch == Epoch.Application,
        };
    }

    /// <summary>
    /// The suites to try a secret with: the negotiated one, otherwise the offered ones, otherwise all, with a hash as long as the secret.
    /// </summary>
    private IEnumerable<RecordProtection> Protections(int secretLength)
    {
        IHandshakeFacts? handshake = question.Handshake;
        if (question.Protection is RecordProtection negotiated)
            return negotiated.Version.IsTls13() && SuiteHashes.Length(negotiated.CipherSuite.Hash) == secretLength ? [negotiated] : [];
        IEnumerable<ProtocolVersion> versions = question.IsDtls ? DtlsVersions(handshake?.ClientHello) : [ProtocolVersion.Tls13];
        return Suites.Where(
            suite => SuiteHashes.Length(suite.Hash) == secretLength && handshake?.ClientHello?.CipherSuites.Contains(suite.Id) != false)
            .OrderBy(SearchDepth.FirstLevel)
            .SelectMany(_ => versions, (suite, version) => new RecordProtection(version, suite) { Quic = question.Quic })
            .Where(RecordDecryptorFactory.IsSupported);
    }

    /// <summary>The versions of DTLS 1.3 that a client offers. Its drafts have other nonces.</summary>
    private static ProtocolVersion[] DtlsVersions(ClientHello? hello) =>
        hello?.SupportedVersions.Where(version => version.IsDtls13()).ToArray() is { Length: > 0 } offered
            ? offered
            : [ProtocolVersion.Dtls13];

    /// <summary>The possible labels of the direction's secret. Without a hello, it is a guess which side is the client.</summary>
    private List<KeyLogLabel> Labels()
    {
        List<KeyLogLabel> labels = [];
        IHandshakeFacts? handshake = question.Handshake;
        bool isKnown = handshake?.ClientHello is not null || handshake?.ServerHello is not null || handshake?.ClientRandom is not null;
        foreach (Sender from in isKnown ? (ReadOnlySpan<Sender>)[question.Sender] : [question.Sender, 1 - question.Sender])
        {
            if (question.IsDatagram)
            {
                if (from == Sender.Client || question.Epoch != Epoch.EarlyData) labels.Add(TrafficSecret.LabelOf(question.Epoch, from));
                continue;
            }

            labels.Add(TrafficSecret.LabelOf(Epoch.Handshake, from));
            if (_most > 1) labels.Add(TrafficSecret.LabelOf(Epoch.Application, from));
            // Early data comes first: if it follows a decrypted record, it is a copy.
            if (from == Sender.Client && !question.HasDecrypted && handshake?.ClientHello?.EarlyData != false)
                labels.Add(KeyLogLabel.ClientEarlyTrafficSecret);
        }

        return labels;
    }

    private IEnumerable<LoggedSecret> LoggedFor(ReadOnlyMemory<byte> random)
    {
        foreach (KeyLogLabel label in Labels())
        {
            bool isNumbered = label is KeyLogLabel.ClientTrafficSecret0 or KeyLogLabel.ServerTrafficSecret0;
            for (int generation = 0; generation <= (isNumbered ? TrafficSecretFinder.MaxGenerations : 0); generation++)
            {
                foreach (KeyLogEntry entry in services.Keys.FindAll(label, random.Span, generation))
                    yield return new LoggedSecret(label, (uint)generation, random, entry.Secret) { Entry = entry };
            }
        }
    }
}
