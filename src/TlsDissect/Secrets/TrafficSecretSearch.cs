using TlsDissect.Connections;
using TlsDissect.Decryption;
using TlsDissect.Handshakes;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Secrets;

/// <summary>
/// Finds the TLS 1.3 traffic secret of a direction of which hellos are missing: without the ClientHello nothing names the secrets, so that those of the key log are
/// tried one after the other; without the ServerHello nothing names the suite; without its own hello nothing tells the sequence number. A secret is tried once to each
/// depth; what comes into the log later is tried when it comes.
/// </summary>
internal sealed class TrafficSecretSearch(DissectorContext context, TlsConnection connection, Direction direction)
{
    private static readonly CipherSuite[] Suites = [.. CipherSuites.All.Where(suite => suite.IsTls13 && RecordDecryptorFactory.IsSupported(new RecordProtection(ProtocolVersion.Tls13, suite)))];

    /// <summary>Of a handshake or early data, sequence numbers that are tried.</summary>
    private const int HandshakeRecords = 32;

    /// <summary>Secrets that are tried for a hello which may be inside the one that is seen: about the work that --max-trials allows for both sides.</summary>
    public const int MaxInnerTrials = 1024;

    private int _innerTried;

    private readonly KeyLogCursor[] _places = new KeyLogCursor[SearchDepth.Levels];

    /// <summary>What was tried of the client random's own: when, the state of the keys, how many there were, and to which depth.</summary>
    private (Tls13Epoch Epoch, int Version, int Count, int Levels) _tried;

    /// <summary>Whether secrets came that were not tried.</summary>
    public bool HasMore => context.Keys.HasNext(_places[0]);

    /// <summary>Looks for the secret that opens a record. Where it is found, the direction is under it, but for the decryptor, which is the caller's.</summary>
    /// <param name="record">The record.</param>
    /// <param name="plain">What it holds.</param>
    /// <returns>What opened the record, or <c>null</c>.</returns>
    public RecordDecryptor? TryDecrypt(scoped in TlsRecord record, out DecryptedRecord plain)
    {
        plain = default;
        Handshake? handshake = direction.Handshake;
        // Drafts of TLS 1.3 and 1.3 itself say TLS 1.2 in their records (RFC 8446 §5.1).
        if (record.Header.Type != ContentType.ApplicationData || record.Header.Version is not (ProtocolVersion.Tls12 or ProtocolVersion.Tls10)) return null;
        int most = connection.Missing.HasOwnHello(direction) ? (int)Math.Min(direction.Lost?.MostRecords ?? 0, int.MaxValue - 1) + 1 : int.MaxValue;
        if (handshake is not null && IsForInnerHello(context, handshake)) return TryInner(handshake, record, most, out plain);
        IReadOnlyList<WaitingRecords.HeldRecord> following = most == 1 ? [] : connection.Missing.Following(direction);
        return handshake?.ClientRandom is byte[] random
            ? TryLogged(random, handshake, record, following, most, out plain)
            : TryAll(handshake, record, following, most, out plain);
    }

    /// <summary>The secrets that are logged for the client random.</summary>
    private RecordDecryptor? TryLogged(byte[] random, Handshake handshake, scoped in TlsRecord record, IReadOnlyList<WaitingRecords.HeldRecord> following, int most, out DecryptedRecord plain)
    {
        plain = default;
        int levels = most == 1 || !connection.Missing.HasEnough(direction) ? 1 : SearchDepth.Levels;
        // Early data may come to its end with any record.
        bool isEarly = direction.Epoch == Tls13Epoch.EarlyData;
        if (!isEarly && _tried.Epoch == direction.Epoch && _tried.Version == context.Keys.Version && _tried.Levels == levels) return null;
        LoggedSecret[] logged = [.. LoggedFor(random, Labels(handshake, most))];
        bool isAgain = !isEarly && (direction.Epoch, logged.Length, levels) == (_tried.Epoch, _tried.Count, _tried.Levels);
        _tried = (direction.Epoch, context.Keys.Version, logged.Length, levels);
        for (int level = 0; level < levels && !isAgain; level++)
        {
            foreach (LoggedSecret secret in logged)
            {
                if (TrySecret(secret, handshake, level, record, following, most, out plain) is RecordDecryptor decrypted) return decrypted;
            }
        }

        return null;
    }

    /// <summary>Whether the secrets may be logged for the random of a hello inside the one that is seen, as none are for its own.</summary>
    public static bool IsForInnerHello(DissectorContext context, Handshake handshake) => handshake.MayHaveInnerHello &&
        !context.Keys.TryFind(KeyLogLabel.ServerHandshakeTrafficSecret, handshake.ClientRandom, out _) && !context.Keys.TryFind(KeyLogLabel.ClientHandshakeTrafficSecret, handshake.ClientRandom, out _);

    /// <summary>The logged handshake secrets, on the first record: of these few only, as browsers offer an inner hello in every connection.</summary>
    private RecordDecryptor? TryInner(Handshake handshake, scoped in TlsRecord record, int most, out DecryptedRecord plain)
    {
        plain = default;
        uint label = 1u << (int)Tls13KeySearch.LabelOf(Tls13Epoch.Handshake, connection.SenderOf(direction));
        while (_innerTried < MaxInnerTrials && context.Keys.HasNext(_places[0]))
        {
            // Passing over secrets takes time too.
            int steps = 256;
            if (!connection.Missing.Budget.TrySpend(steps * SearchBudget.Step, isFirstLook: true)) break;
            while (_innerTried < MaxInnerTrials && context.Keys.TryNext(ref _places[0], label, ref steps, out LoggedSecret secret))
            {
                _innerTried++;
                if (TrySecret(secret, handshake, 0, record, [], most, out plain) is RecordDecryptor decrypted) return decrypted;
            }
        }

        return null;
    }

    /// <summary>All logged secrets.</summary>
    private RecordDecryptor? TryAll(Handshake? handshake, scoped in TlsRecord record, IReadOnlyList<WaitingRecords.HeldRecord> following, int most, out DecryptedRecord plain)
    {
        plain = default;
        uint labels = 0;
        foreach (KeyLogLabel label in Labels(handshake, most)) labels |= 1u << (int)label;
        for (int level = 0; level < (most == 1 ? 1 : SearchDepth.Levels); level++)
        {
            while (context.Keys.HasNext(_places[level]))
            {
                // Passing over secrets takes time too.
                int steps = 256;
                if (!connection.Missing.Budget.TrySpend(steps * SearchBudget.Step, isFirstLook: level <= 1)) break;
                while (context.Keys.TryNext(ref _places[level], labels, ref steps, out LoggedSecret secret))
                {
                    if (TrySecret(secret, handshake, level, record, following, most, out plain) is RecordDecryptor decrypted) return decrypted;
                }
            }
        }

        return null;
    }

    private RecordDecryptor? TrySecret(scoped in LoggedSecret logged, Handshake? handshake, int level, scoped in TlsRecord record, IReadOnlyList<WaitingRecords.HeldRecord> following, int most,
        out DecryptedRecord plain)
    {
        plain = default;
        if (!connection.Missing.Budget.TrySpend(SearchBudget.Look, isFirstLook: level <= 1)) return null;
        bool isNamed = handshake?.Protection is not null || handshake?.ClientHello is not null || most == 1;
        bool isNumbered = logged.Label is KeyLogLabel.ClientTrafficSecret0 or KeyLogLabel.ServerTrafficSecret0;
        // A handshake is no thousands of records, and other keys follow it soon.
        if (!isNumbered || level == SearchDepth.Alone) following = [];
        foreach (RecordProtection protection in Protections(handshake, logged.Secret.Length))
        {
            CipherSuite suite = protection.CipherSuite;
            int firstLevel = isNamed ? 0 : SearchDepth.FirstLevel(suite);
            if (level < firstLevel || (!isNumbered && level > firstLevel)) continue;
            TrafficSecretTrial trial = new(context, protection, connection.Missing.Budget, level <= firstLevel);
            byte[] secret = logged.Secret;
            for (int updates = 0; updates <= (most == 1 || !isNumbered ? 0 : SearchDepth.KeyUpdates(level)); updates++)
            {
                if (updates > 0)
                {
                    // The next is in the log itself.
                    if (context.Keys.TryFind(logged.Label, logged.ClientRandom, out _, (int)logged.Generation + updates)) break;
                    if (Tls13KeySchedule.TryNextGeneration(protection.Version, suite, secret) is not byte[] next) break;
                    secret = next;
                }

                (int from, int to) = SearchDepth.SequenceNumbers(suite, level, firstLevel, updates);
                to = Math.Min(most, isNumbered ? to : HandshakeRecords);
                if (trial.TryDecrypt(secret, record, following, from, to, out plain) is not RecordDecryptor decrypted) continue;
                direction.TrafficSecret = secret;
                direction.Generation = (int)logged.Generation + updates;
                connection.Missing.OnFound(direction, logged, suite);
                return decrypted;
            }
        }

        return null;
    }

    /// <summary>The suites that a secret may be of: the negotiated one, else one that was offered, else any with a hash as long as it is.</summary>
    private static IEnumerable<RecordProtection> Protections(Handshake? handshake, int secretLength)
    {
        if (handshake?.Protection is RecordProtection negotiated) return negotiated.Version.IsTls13() && SuiteHashes.Length(negotiated.CipherSuite.Hash) == secretLength ? [negotiated] : [];
        return Suites.Where(suite => SuiteHashes.Length(suite.Hash) == secretLength && handshake?.ClientHello?.CipherSuites.Contains(suite.Id) != false)
            .OrderBy(SearchDepth.FirstLevel).Select(suite => new RecordProtection(ProtocolVersion.Tls13, suite));
    }

    /// <summary>What the direction may be under. Where no hello was seen, who is the client is a guess.</summary>
    private List<KeyLogLabel> Labels(Handshake? handshake, int most)
    {
        List<KeyLogLabel> labels = [];
        Sender sender = connection.SenderOf(direction);
        bool isKnown = handshake?.ClientHello is not null || handshake?.ServerHello is not null || handshake?.ClientRandom is not null;
        foreach (Sender from in isKnown ? (ReadOnlySpan<Sender>)[sender] : [sender, 1 - sender])
        {
            labels.Add(Tls13KeySearch.LabelOf(Tls13Epoch.Handshake, from));
            if (most > 1) labels.Add(Tls13KeySearch.LabelOf(Tls13Epoch.Application, from));
            // Early data comes first: a record of it after a decrypted one is a copy.
            if (from == Sender.Client && direction.Decrypted == 0 && handshake?.ClientHello?.EarlyData != false) labels.Add(KeyLogLabel.ClientEarlyTrafficSecret);
        }

        return labels;
    }

    private IEnumerable<LoggedSecret> LoggedFor(byte[] random, List<KeyLogLabel> labels)
    {
        foreach (KeyLogLabel label in labels)
        {
            bool isNumbered = label is KeyLogLabel.ClientTrafficSecret0 or KeyLogLabel.ServerTrafficSecret0;
            for (int generation = 0; generation <= (isNumbered ? Tls13KeySearch.MaxGenerations : 0); generation++)
            {
                if (context.Keys.TryFind(label, random, out KeyLogEntry entry, generation))
                    yield return new LoggedSecret(label, (uint)generation, random, entry.Secret) { Entry = entry };
            }
        }
    }
}
